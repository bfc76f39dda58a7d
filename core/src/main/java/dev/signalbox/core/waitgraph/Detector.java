package dev.signalbox.core.waitgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that looks at waits which last. There while there are waits, and for some seconds
 * after the last one.
 *
 * <p>STATE: null (no thread) → AWAKE when a wait begins → ASLEEP when there has been none → AWAKE
 * or null. A wait that begins while it is ASLEEP wakes it up; that the thread sees the wait, or the
 * wait sees that the thread sleeps, follows from the order: the wait is registered before STATE is
 * read, STATE is written before the waits are looked at once more.
 */
final class Detector implements Runnable {
  private static final long KEPT = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_INTERVAL = TimeUnit.SECONDS.toNanos(10);

  private enum State {
    AWAKE,
    ASLEEP
  }

  private static final AtomicReference<Detector> CURRENT = new AtomicReference<>();

  private volatile State state = State.AWAKE;
  private volatile Thread thread = Thread.currentThread();

  private Detector() {}

  /** A wait has begun. */
  static void awaken() {
    Detector d = CURRENT.get();
    if (d == null) {
      d = new Detector();
      if (CURRENT.compareAndSet(null, d)) {
        Thread t = new Thread(null, d, "signalbox-deadlocks", 0, false);
        t.setDaemon(true);
        t.setContextClassLoader(null);
        d.thread = t;
        try {
          t.start();
        } catch (OutOfMemoryError e) {
          CURRENT.set(null); // the next wait tries again
          throw e;
        }
      }
    } else if (d.state == State.ASLEEP) {
      d.state = State.AWAKE;
      LockSupport.unpark(d.thread);
    }
  }

  @Override
  public void run() {
    while (true) {
      if (WaitGraph.isEmpty()) {
        state = State.ASLEEP;
        if (WaitGraph.isEmpty()) {
          LockSupport.parkNanos(this, KEPT);
        }
        if (state == State.ASLEEP && WaitGraph.isEmpty()) {
          CURRENT.set(null);
          if (WaitGraph.isEmpty() || !CURRENT.compareAndSet(null, this)) {
            return;
          }
        }
        state = State.AWAKE;
      } else {
        long pause = examine(System.nanoTime());
        LockSupport.parkNanos(this, pause);
      }
    }
  }

  /** Looks at those that have lasted long enough; says when to come again. */
  private static long examine(long now) {
    long delay = WaitGraph.searchAfter().toNanos();
    long next = delay;
    List<Wait> due = new ArrayList<>();
    for (Wait w : WaitGraph.waits()) {
      if (w.interval == 0) {
        w.interval = delay;
        w.examineAt = w.since() + delay;
      }
      long left = w.examineAt - now;
      if (left <= 0) {
        due.add(w);
        // A cycle may also be closed later, by a monitor.
        w.interval = Math.min(w.interval * 2, LONGEST_INTERVAL);
        w.examineAt = now + w.interval;
        left = w.interval;
      }
      next = Math.min(next, left);
    }
    if (!due.isEmpty()) {
      examine(due);
    }
    return next;
  }

  private static void examine(List<Wait> due) {
    due.forEach(Events::longWait);
    for (Knot knot : new Search(true).deadlocks(due)) {
      if (knot.waits().stream().noneMatch(w -> w.reported)) {
        knot.waits().forEach(w -> w.reported = true);
        tell(knot);
      }
    }
  }

  private static void tell(Knot knot) {
    Deadlock deadlock = knot.deadlock();
    Events.deadlock(deadlock);
    WaitGraph.warn(deadlock.toString());
    for (Consumer<? super Deadlock> listener : WaitGraph.listeners()) {
      try {
        listener.accept(deadlock);
      } catch (RuntimeException e) {
        WaitGraph.warn("a listener for deadlocks failed: " + e);
      }
    }
    switch (WaitGraph.policy()) {
      case OFF, REPORT -> {}
      case INTERRUPT -> knot.victim().ifPresent(w -> w.thread().interrupt());
      case FAIL -> knot.victim().ifPresent(w -> w.fail(new DeadlockException(deadlock)));
    }
  }
}
