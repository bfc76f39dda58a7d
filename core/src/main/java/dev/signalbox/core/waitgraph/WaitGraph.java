package dev.signalbox.core.waitgraph;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom in this JVM, and the search for deadlocks among them.
 *
 * <p>{@link java.lang.management.ThreadMXBean#findDeadlockedThreads} finds cycles of platform
 * threads over monitors, {@code ReentrantLock}s and write locks. This finds those over everything
 * that reports its waits here: locks, read locks and upgrades, permits and whatever else implements
 * {@link Resource}; among platform and virtual threads; and those in which monitors of the JDK take
 * part beside them. It can also break them.
 *
 * <p>A wait that has lasted for {@link #searchAfter} (100 ms unless told otherwise) is looked at by
 * a daemon thread, which exists only while there are waits; acquiring without waiting costs
 * nothing. A deadlock is told once: to the {@linkplain #onDeadlock listeners}, as an event of
 * Flight Recorder, and as a warning of the logger {@code dev.signalbox.core.waitgraph}; then the
 * {@linkplain #policy policy} has its way.
 *
 * <p>What is told is a deadlock: no snapshot of a graph that has changed meanwhile, see {@link
 * Search}. Waits with a timeout end by themselves and are no part of one.
 *
 * <p>First settings are taken from the system properties {@code signalbox.deadlock.policy} (a
 * {@link DeadlockPolicy}, in any case) and {@code signalbox.deadlock.after} (milliseconds).
 *
 * <pre>{@code
 * WaitGraph.policy(DeadlockPolicy.FAIL);
 * try {
 *   savings.lock();
 * } catch (DeadlockException e) {
 *   checking.unlock(); // the others go on; e's message shows the cycle
 * }
 * }</pre>
 */
public final class WaitGraph {
  private static final ConcurrentHashMap<Thread, Wait> WAITS = new ConcurrentHashMap<>();
  private static final List<Consumer<? super Deadlock>> LISTENERS = new CopyOnWriteArrayList<>();

  private static volatile DeadlockPolicy policy = firstPolicy();
  private static volatile Duration searchAfter = firstDelay();
  private static boolean traceHolders = Boolean.getBoolean("signalbox.traceHolders");

  private WaitGraph() {}

  /** What is done about deadlocks from now on. REPORT unless said otherwise. */
  public static void policy(DeadlockPolicy policy) {
    WaitGraph.policy = Objects.requireNonNull(policy, "policy");
  }

  public static DeadlockPolicy policy() {
    return policy;
  }

  /**
   * How long a wait lasts before it is looked at; for those that begin from now on.
   *
   * @throws IllegalArgumentException if it is negative or zero
   */
  public static void searchAfter(Duration delay) {
    if (!delay.isPositive()) {
      throw new IllegalArgumentException("a search after " + delay + ": must be positive");
    }
    searchAfter = delay;
  }

  public static Duration searchAfter() {
    return searchAfter;
  }

  /**
   * Whether locks and permits remember where they were taken, for reports. Costs a stack trace,
   * some microseconds, each time; off at first.
   */
  public static void traceHolders(boolean on) {
    traceHolders = on;
  }

  /** Read without synchronization: it may take a while until all threads see a change. */
  public static boolean traceHolders() {
    return traceHolders;
  }

  /** The stack of the caller if holders are traced, or null. */
  public static @Nullable Throwable trace() {
    return traceHolders ? new Throwable("taken here") : null;
  }

  /** Called for each new deadlock by the thread that searches; should be quick. */
  public static void onDeadlock(Consumer<? super Deadlock> listener) {
    LISTENERS.add(Objects.requireNonNull(listener, "listener"));
  }

  public static void removeListener(Consumer<? super Deadlock> listener) {
    LISTENERS.remove(listener);
  }

  static List<Consumer<? super Deadlock>> listeners() {
    return LISTENERS;
  }

  /** All waits at the moment, the innermost of each thread. */
  public static List<Wait> waits() {
    return List.copyOf(WAITS.values());
  }

  /** Searches now, among all waits however short; tells and breaks nothing. */
  public static List<Deadlock> deadlocks() {
    return new Search(true).deadlocks(waits()).stream().map(Knot::deadlock).toList();
  }

  /**
   * Runs a call that blocks, of a kind that the graph does not know: {@code Future.get}, {@code
   * Thread.join}, a queue. A deadlock in which it takes part is found like any other.
   *
   * <pre>{@code
   * boolean ended = WaitGraph.waiting(new ThreadEnd(worker), () -> worker.join(limit));
   * }</pre>
   *
   * @throws DeadlockException if the wait was chosen to break a deadlock; the thread was
   *     interrupted for it, the body has ended, and the interrupt is taken back
   * @throws X what the body throws
   */
  public static <T extends @Nullable Object, X extends Exception> T waiting(
      Resource resource, Body<T, X> body) throws X {
    Wait wait = new InterruptibleWait(resource);
    wait.begin();
    T result;
    try {
      result = body.run();
    } catch (Throwable e) {
      wait.end();
      if (wait.failed()) {
        boolean unused = Thread.interrupted();
        try {
          wait.check();
        } catch (DeadlockException deadlock) {
          deadlock.addSuppressed(e);
          throw deadlock;
        }
      }
      throw e;
    }
    wait.end();
    return result;
  }

  /** A call that blocks. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  private static final class InterruptibleWait extends Wait {
    InterruptibleWait(Resource resource) {
      super(resource, false);
    }

    @Override
    protected void wakeUp() {
      thread().interrupt();
    }
  }

  static @Nullable Wait add(Wait wait) {
    Wait outer = WAITS.put(wait.thread(), wait);
    if (policy != DeadlockPolicy.OFF) {
      Detector.awaken();
    }
    return outer;
  }

  static void remove(Wait wait, @Nullable Wait outer) {
    if (outer == null) {
      WAITS.remove(wait.thread());
    } else {
      WAITS.put(wait.thread(), outer);
    }
  }

  static @Nullable Wait of(Thread t) {
    return WAITS.get(t);
  }

  static boolean isEmpty() {
    return WAITS.isEmpty();
  }

  private static DeadlockPolicy firstPolicy() {
    String name = System.getProperty("signalbox.deadlock.policy", "report");
    try {
      return DeadlockPolicy.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      warn("signalbox.deadlock.policy is " + name + "; it can be off, report, interrupt or fail");
      return DeadlockPolicy.REPORT;
    }
  }

  private static Duration firstDelay() {
    long millis = Long.getLong("signalbox.deadlock.after", 100);
    if (millis <= 0) {
      warn("signalbox.deadlock.after is " + millis + "; it must be a positive number of ms");
      millis = 100;
    }
    return Duration.ofMillis(millis);
  }

  static void warn(String message) {
    System.getLogger("dev.signalbox.core.waitgraph").log(System.Logger.Level.WARNING, message);
  }
}
