package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** What the two locks of a {@link ReadWriteMutex} have in common. */
abstract class LockView implements Lock {
  /** If that is possible without a wait. */
  abstract boolean lockAtOnce();

  /** The wait of {@link #lock}. */
  abstract void await();

  /** The wait of the others; false when the time is over. */
  abstract boolean await(boolean timed, long deadline) throws InterruptedException;

  /**
   * Waits for the lock as long as it takes; interrupts do not end that, and are the thread's status
   * afterwards.
   *
   * @throws DeadlockException if this wait was chosen to break a deadlock
   * @throws UpgradeConflictException by the write lock, see there
   */
  @Override
  public void lock() {
    if (!lockAtOnce()) {
      await();
    }
  }

  /**
   * @throws InterruptedException if interrupted before or while waiting
   * @throws DeadlockException if this wait was chosen to break a deadlock
   * @throws UpgradeConflictException by the write lock, see there
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!lockAtOnce()) {
      boolean unused = await(false, 0);
    }
  }

  /**
   * Waits for that long at most; does not wait at all if the time is zero or negative.
   *
   * @throws InterruptedException if interrupted before or while waiting
   * @throws UpgradeConflictException by the write lock, see there
   */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    long nanos = unit.toNanos(time);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (nanos <= 0) {
      return tryLock();
    }
    return lockAtOnce() || await(true, System.nanoTime() + nanos);
  }

  /**
   * Waits for that long at most; does not wait at all if the time is zero or negative.
   *
   * @throws InterruptedException if interrupted before or while waiting
   * @throws UpgradeConflictException by the write lock, see there
   */
  public boolean tryLock(Duration time) throws InterruptedException {
    return tryLock(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
  }

  /** Runs the body while holding the lock. */
  public void run(Runnable body) {
    Objects.requireNonNull(body, "body");
    lock();
    try {
      body.run();
    } finally {
      unlock();
    }
  }

  /**
   * Runs the body while holding the lock.
   *
   * @throws X what the body throws
   */
  public <T extends @Nullable Object, X extends Exception> T call(WaitGraph.Body<T, X> body)
      throws X {
    Objects.requireNonNull(body, "body");
    lock();
    try {
      return body.run();
    } finally {
      unlock();
    }
  }
}
