package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** LockSupport. */
@SuppressWarnings({"ReferenceEquality", "ThreadPriorityCheck"})
public final class Parks {
  private static volatile boolean open;
  private static final AtomicInteger PASSED = new AtomicInteger();

  private Parks() {}

  @Clean
  static void unparkBeforePark() throws InterruptedException {
    Threads.together(
        () -> {
          LockSupport.unpark(Thread.currentThread());
          LockSupport.park();
        });
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void permitsDoNotAddUp() throws InterruptedException {
    Threads.together(
        () -> {
          LockSupport.unpark(Thread.currentThread());
          LockSupport.unpark(Thread.currentThread());
          LockSupport.park();
          LockSupport.park();
        });
  }

  @Planted(Kind.DEADLOCK)
  static void openedWithoutUnpark() throws InterruptedException {
    Threads.together(
        () -> {
          while (!open) {
            LockSupport.park();
          }
        },
        () -> open = true);
  }

  @Clean
  static void interruptEndsThePark() throws InterruptedException {
    Thread t =
        Threads.start(
            "parked",
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
              }
              LockSupport.park();
              assert Thread.interrupted();
            });
    t.interrupt();
    t.join();
  }

  @Clean
  static void timedParksEnd() throws InterruptedException {
    Action a =
        () -> {
          long start = System.currentTimeMillis();
          LockSupport.parkNanos(2_000_000_000L);
          assert System.currentTimeMillis() - start >= 2000;
          LockSupport.parkUntil(start + 5000);
          assert System.currentTimeMillis() - start >= 5000;
          LockSupport.parkNanos(0);
          LockSupport.parkNanos(-1);
          LockSupport.parkUntil(start);
        };
    Threads.together(a, a);
  }

  @Clean
  static void theBlockerIsSeenWhileParked() throws InterruptedException {
    Object blocker = new Object();
    Thread t =
        Threads.start(
            "parked",
            () -> {
              while (!open) {
                LockSupport.park(blocker);
              }
            });
    while (LockSupport.getBlocker(t) != blocker) {
      Thread.yield();
    }
    open = true;
    LockSupport.unpark(t);
    t.join();
    assert LockSupport.getBlocker(t) == null;
  }

  @Clean
  static void timedParkWithBlocker() throws InterruptedException {
    Object blocker = new Object();
    Threads.together(
        () -> {
          long start = System.nanoTime();
          LockSupport.parkNanos(blocker, 1_000_000_000L);
          LockSupport.parkUntil(blocker, System.currentTimeMillis() + 1000);
          assert System.nanoTime() - start >= 2_000_000_000L;
        });
  }

  @Clean
  static void unparkOfNobodyAndOfTheEnded() throws InterruptedException {
    LockSupport.unpark(null);
    Thread t = Threads.start("short", PASSED::incrementAndGet);
    t.join();
    LockSupport.unpark(t);
    assert PASSED.get() == 1;
  }
}
