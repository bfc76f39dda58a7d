package conformance;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Locks that do not guard what they seem to. */
@SuppressWarnings({"LockNotBeforeTry", "StaticGuardedByInstance"})
public final class RacesOfLocks {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final StampedLock STAMPED = new StampedLock();
  private static int data;
  private static boolean ready;

  private RacesOfLocks() {}

  private static void locked(Lock lock, Action action) throws Exception {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  @Racy("RacesOfLocks.data")
  static void locksOfTheirOwn() throws InterruptedException {
    Action a = () -> locked(new ReentrantLock(), () -> data++);
    Threads.together(a, a);
  }

  @Racy("RacesOfLocks.data")
  static void lockAndMonitorOfTheSameObject() throws InterruptedException {
    Threads.together(
        () -> locked(LOCK, () -> data++),
        () -> {
          synchronized (LOCK) {
            data++;
          }
        });
  }

  @Racy("RacesOfLocks.data")
  static void afterUnlock() throws InterruptedException {
    Action a =
        () -> {
          LOCK.lock();
          LOCK.unlock();
          data++;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfLocks.data")
  static void tryLockThatFailed() throws InterruptedException {
    LOCK.lock();
    Thread t =
        Threads.start(
            "t",
            () -> {
              boolean mine = LOCK.tryLock();
              data++;
              if (mine) {
                LOCK.unlock();
              }
            });
    data++;
    t.join();
    LOCK.unlock();
  }

  @Racy("RacesOfLocks.data")
  static void signalledBeforeItIsWritten() throws InterruptedException {
    Condition changed = LOCK.newCondition();
    Threads.together(
        () -> {
          locked(
              LOCK,
              () -> {
                while (!ready) {
                  changed.await();
                }
              });
          int _ = data;
        },
        () -> {
          locked(
              LOCK,
              () -> {
                ready = true;
                changed.signal();
              });
          data = 1;
        });
  }

  @Racy("RacesOfLocks.data")
  static void writesUnderTheReadLock() throws InterruptedException {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    Meeting both = new Meeting();
    Action a =
        () ->
            locked(
                lock.readLock(),
                () -> {
                  both.attend();
                  data++;
                });
    Threads.together(a, a);
  }

  @Racy("RacesOfLocks.data")
  static void readLockOfOneAndWriteLockOfAnother() throws InterruptedException {
    Lock read = new ReentrantReadWriteLock().readLock();
    Lock write = new ReentrantReadWriteLock().writeLock();
    Threads.together(
        () -> locked(write, () -> data++),
        () ->
            locked(
                read,
                () -> {
                  int _ = data;
                }));
  }

  // ---- StampedLock

  /** Well meant, but what is read before the validation has to be volatile or opaque. */
  @Racy("RacesOfLocks.data")
  static void optimisticReadOfPlainData() throws InterruptedException {
    Meeting both = new Meeting();
    Threads.together(
        () -> {
          both.attend();
          long stamp = STAMPED.writeLock();
          data++;
          STAMPED.unlockWrite(stamp);
        },
        () -> {
          long stamp = STAMPED.tryOptimisticRead();
          both.attend();
          int _ = data;
          boolean _ = STAMPED.validate(stamp);
        });
  }

  @Racy("RacesOfLocks.data")
  static void stampedReadLocks() throws InterruptedException {
    Meeting both = new Meeting();
    Action a =
        () -> {
          long stamp = STAMPED.readLock();
          both.attend();
          data++;
          STAMPED.unlockRead(stamp);
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfLocks.data")
  static void writeLockAndNothing() throws InterruptedException {
    Threads.together(
        () -> {
          long stamp = STAMPED.writeLock();
          data++;
          STAMPED.unlockWrite(stamp);
        },
        () -> {
          int _ = data;
        });
  }
}
