package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.DeadlockException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for one thing, first come, first served; what AbstractQueuedSynchronizer does,
 * with waits that the wait-for graph knows and can end.
 *
 * <p>Only the first in line tries. Whoever makes it possible that the first one succeeds calls
 * {@link #wakeFirst} afterwards; so does a waiter that leaves, whether it got what it wanted or
 * not, unless nobody else can get anything before it lets go.
 *
 * <p>No wake-up is lost: a waiter is in the queue and {@code parked} before it tries for the last
 * time; the other side changes the state, and then looks at the queue and {@code parked}. All four
 * are volatile, so at least one of the two sees the other.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>written by</th><th>mode</th></tr>
 * <tr><td>waiters</td><td>the first to wait, once</td><td>volatile, under this monitor</td></tr>
 * <tr><td>Waiter.parked</td><td>waiter: true; anyone: false</td><td>volatile</td></tr>
 * <tr><td>Waiter.cancelled</td><td>waiter, once</td><td>volatile</td></tr>
 * </table>
 */
final class WaitQueue {
  /** How a waiter tries, and what it does when it is over. */
  interface Attempt {
    /** By the first in line. Must not show the thread as a holder yet. */
    boolean tryAcquire(Waiter w);

    /**
     * Its wait is over, it has what it wanted and has left the queue: now it may show as a holder,
     * and wake the next one if there is something left for that.
     */
    void acquired(Waiter w);

    /** It leaves without. */
    default void cancelled(Waiter w) {}
  }

  static final long FOR_EVER = -1;

  private volatile @Nullable ConcurrentLinkedQueue<Waiter> waiters;

  boolean isEmpty() {
    return first() == null;
  }

  /** The one whose turn it is. */
  @Nullable Waiter first() {
    ConcurrentLinkedQueue<Waiter> q = waiters;
    if (q == null) {
      return null;
    }
    Waiter w = q.peek();
    while (w != null && w.cancelled) {
      q.remove(w);
      w = q.peek();
    }
    return w;
  }

  void wakeFirst() {
    if (waiters != null) {
      Waiter w = first();
      if (w != null) {
        w.unpark();
      }
    }
  }

  /** Those that wait, the longest first; may be out of date. */
  List<Waiter> list() {
    ConcurrentLinkedQueue<Waiter> q = waiters;
    List<Waiter> list = new ArrayList<>();
    if (q != null) {
      for (Waiter w : q) {
        if (!w.cancelled) {
          list.add(w);
        }
      }
    }
    return list;
  }

  void add(Waiter w) {
    ConcurrentLinkedQueue<Waiter> q = waiters;
    (q == null ? make() : q).add(w);
  }

  private synchronized ConcurrentLinkedQueue<Waiter> make() {
    ConcurrentLinkedQueue<Waiter> q = waiters;
    if (q == null) {
      q = new ConcurrentLinkedQueue<>();
      waiters = q;
    }
    return q;
  }

  /**
   * Waits until the attempt succeeds. An interrupt meanwhile stays the thread's status.
   *
   * @param w is in the queue
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  void await(Waiter w, Attempt attempt) {
    try {
      boolean unused = await(w, attempt, false, FOR_EVER);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Waits until the attempt succeeds.
   *
   * @param w is in the queue
   * @param deadline of {@link System#nanoTime}, if the waiter is timed
   * @return false when the time is over
   * @throws InterruptedException if interrupted before or while waiting
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  boolean awaitInterruptibly(Waiter w, Attempt attempt, long deadline) throws InterruptedException {
    return await(w, attempt, true, deadline);
  }

  /** Tries once, without waiting, if it is its turn. */
  boolean tryOnce(Waiter w, Attempt attempt) {
    boolean acquired = first() == w && attempt.tryAcquire(w);
    leave(w, attempt, acquired);
    return acquired;
  }

  private boolean await(Waiter w, Attempt attempt, boolean interruptible, long deadline)
      throws InterruptedException {
    boolean interrupted = false;
    boolean registered = false;
    boolean acquired = false;
    try {
      while (true) {
        if (first() == w && attempt.tryAcquire(w)) {
          acquired = true;
          return true;
        }
        if (Thread.interrupted()) {
          if (interruptible) {
            throw new InterruptedException();
          }
          interrupted = true;
        }
        w.check();
        long left = w.timed() ? deadline - System.nanoTime() : 1;
        if (left <= 0) {
          return false;
        }
        if (!registered) {
          registered = true;
          w.begin();
        } else if (!w.parked) {
          w.parked = true;
        } else if (w.timed()) {
          LockSupport.parkNanos(w.resource(), left);
          w.parked = false;
        } else {
          LockSupport.park(w.resource());
          w.parked = false;
        }
      }
    } finally {
      if (registered) {
        w.end();
      }
      leave(w, attempt, acquired);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void leave(Waiter w, Attempt attempt, boolean acquired) {
    if (acquired) {
      w.cancelled = true;
      Waiter unused = first(); // removes it
      attempt.acquired(w);
    } else {
      attempt.cancelled(w);
      w.cancelled = true;
      ConcurrentLinkedQueue<Waiter> q = waiters;
      if (q != null) {
        q.remove(w);
      }
      wakeFirst(); // a wake-up may have been meant for this one
    }
  }
}
