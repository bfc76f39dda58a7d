package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.DeadlockException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Several locks that are taken as if they were one: all or none, without a deadlock, whatever the
 * order in which they are named, and whatever the order in which others nest them.
 *
 * <pre>{@code
 * try (LockSet.Held held = LockSet.of(from.lock, to.lock).acquire(Duration.ofSeconds(1))) {
 *   from.balance -= amount;
 *   to.balance += amount;
 * }
 * }</pre>
 *
 * <p><b>Order.</b> The locks are taken in one canonical order. Waiting without end, or until the
 * deadline, is only ever done for one of them, while none of the others is held; then the rest is
 * tried. One that another thread has is waited for up to a millisecond if that is in order; then
 * all are given back, and it is the one to be waited for. So a set never keeps a lock for long
 * while it waits, and sets do not have each other start again and again. Who wants many busy locks
 * may be overtaken by those who want few.
 *
 * <p>What the thread held before, it keeps while it waits; that is a nested lock as any other. To
 * be safe, take all that are needed as one set.
 *
 * <p><b>Any {@link Lock}</b> can be in a set, once or more often: it is locked once. Of those
 * guarded by a {@link LockOrder}, the order among themselves does not matter; those that the thread
 * held before come before all of them, unless there is a deadline. A wait for a {@link Mutex} is
 * known to the {@linkplain dev.signalbox.core.waitgraph.WaitGraph wait-for graph}.
 *
 * <p><b>Memory effects</b> are those of locking each and unlocking each. A set itself is immutable
 * and may be acquired by many threads.
 *
 * <p>After {@code std::scoped_lock} of C++, and Hinnant, <i>Dining Philosophers Rebooted</i>, 2010.
 */
public final class LockSet {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * By identity hash. Two locks may have the same: then they are taken in the order in which they
   * were named, which costs another attempt at worst, as nothing waits for long while it holds.
   */
  private final Lock[] locks;

  private LockSet(Collection<? extends Lock> locks) {
    Set<Lock> once = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Lock> list = new ArrayList<>();
    for (Lock lock : List.copyOf(locks)) {
      if (once.add(lock)) {
        list.add(lock);
      }
    }
    list.sort(Comparator.comparingInt(System::identityHashCode));
    this.locks = list.toArray(Lock[]::new);
  }

  public static LockSet of(Lock... locks) {
    return new LockSet(Arrays.asList(locks));
  }

  public static LockSet of(Collection<? extends Lock> locks) {
    return new LockSet(locks);
  }

  /**
   * Waits until all of them are taken, as long as it takes.
   *
   * @throws InterruptedException if interrupted before or while waiting; none is held then
   * @throws DeadlockException if a wait was chosen to break a deadlock, which takes a lock that the
   *     thread held before; none of the set is held then
   * @throws LockOrderException if one of them must not be wanted under what the thread holds; none
   *     of the set is held then
   */
  public Held acquire() throws InterruptedException {
    for (Lock lock : locks) {
      if (lock instanceof OrderedLock ordered) {
        ordered.admit();
      }
    }
    return Objects.requireNonNull(acquire(false, 0));
  }

  /**
   * Waits for that long at most; does not wait at all if the time is zero or negative.
   *
   * @throws InterruptedException if interrupted before or while waiting; none is held then
   * @throws TimeoutException if the time is over; none is held then
   */
  public Held acquire(Duration time) throws InterruptedException, TimeoutException {
    long nanos = TimeUnit.NANOSECONDS.convert(time);
    Held held = acquire(true, System.nanoTime() + nanos);
    if (held == null) {
      throw new TimeoutException("not all of " + this + " could be taken within " + time);
    }
    return held;
  }

  private @Nullable Held acquire(boolean timed, long deadline) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Held held = new Held(locks.length);
    boolean complete = locks.length == 0;
    try {
      int first = 0;
      while (!complete && await(locks[first], timed, deadline)) {
        held.add(locks[first]);
        int missing = addOthers(held, first, timed, deadline);
        complete = missing < 0;
        if (!complete) {
          held.release();
          if (timed && deadline - System.nanoTime() <= 0) {
            return null;
          }
          first = missing;
        }
      }
    } finally {
      if (!complete) {
        held.release();
      }
    }
    return complete ? held : null;
  }

  private static boolean await(Lock lock, boolean timed, long deadline)
      throws InterruptedException {
    if (timed) {
      return lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    lock.lockInterruptibly();
    return true;
  }

  /**
   * @return which one could not be taken, or -1
   */
  private int addOthers(Held held, int first, boolean timed, long deadline)
      throws InterruptedException {
    for (int i = 0; i < locks.length; i++) {
      if (i != first) {
        // In order, if it comes after all that are held. Of two sets that are in each other's way
        // only one is out of order: that one starts again, and the other goes on.
        long patience = i > first ? PATIENCE : 0;
        if (timed) {
          patience = Math.min(patience, deadline - System.nanoTime());
        }
        boolean taken =
            patience > 0 ? locks[i].tryLock(patience, TimeUnit.NANOSECONDS) : locks[i].tryLock();
        if (!taken) {
          return i;
        }
        held.add(locks[i]);
      }
    }
    return -1;
  }

  /** All locks of a set, held by the thread that took them. */
  public static final class Held implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final Lock[] locks;
    private int size;

    private Held(int capacity) {
      locks = new Lock[capacity];
    }

    private void add(Lock lock) {
      locks[size++] = lock;
    }

    /**
     * Unlocks all of them, the last one taken first; does nothing the second time.
     *
     * @throws IllegalMonitorStateException if this is not the thread that took them, and nothing
     *     changes; or if it has let go of one of them in another way, and all the others are
     *     unlocked
     */
    @Override
    public void close() {
      if (Thread.currentThread() != owner) {
        throw new IllegalMonitorStateException(
            "locks that \"" + owner.getName() + "\" took cannot be unlocked by another thread");
      }
      release();
    }

    private void release() {
      RuntimeException failure = null;
      while (size > 0) {
        try {
          locks[--size].unlock();
        } catch (RuntimeException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Override
  public String toString() {
    return "locks " + Arrays.toString(locks);
  }
}
