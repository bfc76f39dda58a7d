package dev.signalbox.bench;

import deadlock.TwoLocks;
import dev.signalbox.bench.program.Counter;
import dev.signalbox.bench.program.DeadlockingLocks;
import dev.signalbox.bench.program.Futures;
import dev.signalbox.bench.program.LockedCounter;
import dev.signalbox.bench.program.OrderedLocks;
import dev.signalbox.bench.program.OrderedMonitors;
import dev.signalbox.bench.program.Pool;
import dev.signalbox.bench.program.QueueHandOver;
import dev.signalbox.bench.program.SynchronizedCounter;
import dev.signalbox.bench.program.ThreeThreads;
import dev.signalbox.bench.program.VirtualExecutor;
import dev.signalbox.bench.program.VirtualThreads;
import java.util.Arrays;
import java.util.List;
import race.CounterRace;

/**
 * The programs that both sides run.
 *
 * <p>Their calls stand in lambda bodies, which Lincheck instruments; what a method reference calls
 * it would not see.
 */
enum Workload {
  COUNTER("counter, no lock", Counter.class, args -> Counter.main(args)),
  SYNCHRONIZED_COUNTER(
      "counter, `synchronized`", SynchronizedCounter.class, args -> SynchronizedCounter.main(args)),
  LOCKED_COUNTER("counter, `ReentrantLock`", LockedCounter.class, args -> LockedCounter.main(args)),
  THREE_THREADS(
      "3 threads × 4 locked increments", ThreeThreads.class, args -> ThreeThreads.main(args)),
  ORDERED_MONITORS(
      "two monitors, same order", OrderedMonitors.class, args -> OrderedMonitors.main(args)),
  ORDERED_LOCKS(
      "two `ReentrantLock`s, same order", OrderedLocks.class, args -> OrderedLocks.main(args)),
  DEADLOCKING_MONITORS("two monitors that deadlock", TwoLocks.class, args -> TwoLocks.main(args)),
  DEADLOCKING_LOCKS(
      "two `ReentrantLock`s that deadlock",
      DeadlockingLocks.class,
      args -> DeadlockingLocks.main(args)),
  QUEUE("`ArrayBlockingQueue`, 4 elements", QueueHandOver.class, args -> QueueHandOver.main(args)),
  POOL("`ThreadPoolExecutor`, 2 tasks", Pool.class, args -> Pool.main(args)),
  FUTURES("`CompletableFuture`, common pool", Futures.class, args -> Futures.main(args)),
  VIRTUAL_THREADS("3 virtual threads", VirtualThreads.class, args -> VirtualThreads.main(args)),
  VIRTUAL_EXECUTOR(
      "virtual-thread executor, 4 tasks",
      VirtualExecutor.class,
      args -> VirtualExecutor.main(args)),

  /** Not measured: a bug that each side must find, or its figures are worth nothing. */
  PLANTED_RACE("a planted race", CounterRace.class, args -> CounterRace.main(args));

  /** A {@code main}, without its arguments. */
  interface Body {
    void run(String[] args) throws Exception;
  }

  final String title;
  final Class<?> type;
  final Body body;

  Workload(String title, Class<?> type, Body body) {
    this.title = title;
    this.type = type;
    this.body = body;
  }

  static List<Workload> measured() {
    return Arrays.stream(values()).filter(w -> w != PLANTED_RACE).toList();
  }

  /** Whether some of its executions end in a deadlock. */
  boolean deadlocks() {
    return this == DEADLOCKING_MONITORS || this == DEADLOCKING_LOCKS;
  }

  /** Its source, in the checkout. */
  String source() {
    String name = type.getName().replace('.', '/') + ".java";
    return (name.startsWith("dev/") ? "bench/src/main/java/" : "examples/") + name;
  }
}
