package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;

/** StampedLock in its three modes, and from one to another. */
@SuppressWarnings("LockNotBeforeTry")
public final class StampedLocks {
  private static int x;
  private static int y;
  private static int interrupted;

  private StampedLocks() {}

  private static void move(StampedLock lock) {
    long stamp = lock.writeLock();
    try {
      x++;
      y++;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private static int difference(StampedLock lock) {
    long stamp = lock.readLock();
    try {
      return x - y;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Clean
  static void writersAndReaders() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Threads.together(
        () -> move(lock),
        () -> move(lock),
        () -> {
          assert difference(lock) == 0;
        });
    assert x == 2 && y == 2;
  }

  @Clean(races = true)
  static void optimisticReadIsValidated() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Threads.together(
        () -> move(lock),
        () -> {
          long stamp = lock.tryOptimisticRead();
          int difference = x - y;
          if (stamp == 0 || !lock.validate(stamp)) {
            difference = difference(lock);
          }
          assert difference == 0;
        });
  }

  @Planted(Kind.ASSERTION)
  static void optimisticReadIsNotValidated() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Threads.together(
        () -> move(lock),
        () -> {
          long stamp = lock.tryOptimisticRead();
          int difference = x - y;
          assert stamp == 0 || difference == 0;
        });
  }

  @Clean
  static void readConvertsToWrite() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Action a =
        () -> {
          long stamp = lock.readLock();
          try {
            while (x == 0) {
              long write = lock.tryConvertToWriteLock(stamp);
              if (write != 0) {
                stamp = write;
                x++;
              } else {
                lock.unlockRead(stamp);
                stamp = lock.writeLock();
              }
            }
          } finally {
            lock.unlock(stamp);
          }
        };
    Threads.together(a, a);
    assert x == 1 : x;
  }

  @Clean(races = true)
  static void writeConvertsToReadAndOptimistic() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Action a =
        () -> {
          long stamp = lock.writeLock();
          int mine = ++x;
          stamp = lock.tryConvertToReadLock(stamp);
          assert x == mine && lock.isReadLocked();
          stamp = lock.tryConvertToOptimisticRead(stamp);
          boolean same = x == mine;
          assert same || !lock.validate(stamp);
        };
    Threads.together(a, a);
    assert !lock.isReadLocked() && !lock.isWriteLocked();
  }

  @Clean
  static void timedModes() throws InterruptedException {
    StampedLock lock = new StampedLock();
    long stamp = lock.writeLock();
    Threads.together(
        () -> {
          assert lock.tryReadLock() == 0;
          assert lock.tryWriteLock() == 0;
          assert lock.tryReadLock(1, TimeUnit.SECONDS) == 0;
          assert lock.tryWriteLock(1, TimeUnit.SECONDS) == 0;
        });
    lock.unlockWrite(stamp);
    assert lock.tryReadLock(1, TimeUnit.SECONDS) != 0;
  }

  @Clean
  static void interruptibleModes() throws InterruptedException {
    StampedLock lock = new StampedLock();
    long stamp = lock.writeLock();
    Thread reader = Threads.start("reader", () -> interruptible(lock::readLockInterruptibly));
    Thread writer = Threads.start("writer", () -> interruptible(lock::writeLockInterruptibly));
    reader.interrupt();
    reader.join();
    writer.interrupt();
    writer.join();
    lock.unlockWrite(stamp);
    assert interrupted == 2;
  }

  private static void interruptible(Action lock) throws Exception {
    try {
      lock.run();
    } catch (InterruptedException e) {
      interrupted++;
    }
  }

  @Clean
  static void views() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Action writer =
        () -> {
          lock.asWriteLock().lock();
          x++;
          lock.asWriteLock().unlock();
        };
    Threads.together(
        writer,
        writer,
        () -> {
          lock.asReadWriteLock().readLock().lock();
          assert x >= 0;
          lock.asReadWriteLock().readLock().unlock();
        });
    assert x == 2;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void readerThatWantsToWrite() throws InterruptedException {
    StampedLock lock = new StampedLock();
    Threads.together(
        () -> {
          long read = lock.readLock();
          long write = lock.writeLock();
          assert read != write;
        });
  }
}
