package dev.signalbox.core.waitgraph;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread waits for a {@link Resource}: an edge of the wait-for graph. Made, begun and ended by
 * the thread that waits, on its slow path only:
 *
 * <pre>{@code
 * Wait wait = new Wait(this, false);
 * wait.begin();
 * try {
 *   while (!tryAcquire()) {
 *     LockSupport.park(this);
 *     wait.check();
 *   }
 * } finally {
 *   wait.end();
 * }
 * }</pre>
 *
 * <p>Waits nest: what a thread waits for is the one begun last.
 */
public class Wait {
  private final Thread thread = Thread.currentThread();
  private final Resource resource;
  private final boolean timed;
  private long since;
  private @Nullable Wait outer;
  private @Nullable Object event;
  private volatile @Nullable DeadlockException failure;

  // Of the search alone.
  long examineAt;
  long interval;
  boolean reported;

  /**
   * Of the current thread.
   *
   * @param timed whether it ends by itself: a wait with a timeout is no part of a deadlock
   */
  public Wait(Resource resource, boolean timed) {
    this.resource = resource;
    this.timed = timed;
  }

  /** From now on the wait is an edge of the graph. */
  public final void begin() {
    since = System.nanoTime();
    event = Events.waiting();
    outer = WaitGraph.add(this);
  }

  /** The wait is over, whether it succeeded or not. */
  public final void end() {
    WaitGraph.remove(this, outer);
    Events.waited(event, this);
  }

  /**
   * To be called after each wake-up.
   *
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  public final void check() {
    DeadlockException e = failure;
    if (e != null) {
      e.fillInStackTrace(); // it was made by the thread that searches
      throw e;
    }
  }

  /** Whether {@link #check} would throw. */
  public final boolean failed() {
    return failure != null;
  }

  /** Chosen to break a deadlock. */
  final void fail(DeadlockException e) {
    failure = e;
    wakeUp();
  }

  /** Whether it can be chosen to break a deadlock: one that must succeed cannot. */
  protected boolean canFail() {
    return true;
  }

  /** Called by another thread when {@link #check} has something to say; by default unparks. */
  protected void wakeUp() {
    LockSupport.unpark(thread);
  }

  public final Thread thread() {
    return thread;
  }

  public final Resource resource() {
    return resource;
  }

  /** Whether it ends by itself. */
  public final boolean timed() {
    return timed;
  }

  /** When it began, as {@link System#nanoTime} has it. */
  public final long since() {
    return since;
  }

  @Override
  public String toString() {
    return "\"" + thread.getName() + "\" waits for " + resource;
  }
}
