package conformance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Plain data handed over by ReentrantLock, its conditions, and ReentrantReadWriteLock. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"})
public final class HappensBeforeLocks {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final ReentrantReadWriteLock BOTH = new ReentrantReadWriteLock();
  private static int data;
  private static boolean ready;

  private HappensBeforeLocks() {}

  private static void locked(Lock lock, Action action) throws Exception {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private static void write() {
    data = 1;
  }

  private static void isWritten() {
    assert data == 1 : data;
  }

  /** What the first writes under one lock is read by the second under the other. */
  private static void handsOver(Lock first, Lock second) throws InterruptedException {
    Hint.inOrder(() -> locked(first, () -> write()), () -> locked(second, () -> isWritten()));
  }

  // ---- ReentrantLock

  @Clean
  static void lock() throws InterruptedException {
    handsOver(LOCK, LOCK);
  }

  @Clean
  static void fairLock() throws InterruptedException {
    Lock fair = new ReentrantLock(true);
    handsOver(fair, fair);
  }

  @Clean
  static void counter() throws InterruptedException {
    Action a = () -> locked(LOCK, () -> data++);
    Threads.together(a, a, a);
    assert data == 3;
  }

  @Clean
  static void reentrant() throws InterruptedException {
    Hint.inOrder(
        () ->
            locked(
                LOCK,
                () -> {
                  locked(LOCK, () -> data++);
                  data++;
                }),
        () -> {
          LOCK.lock();
          assert data == 2;
          LOCK.unlock();
        });
  }

  @Clean
  static void tryLock() throws InterruptedException {
    Hint.inOrder(
        () -> locked(LOCK, () -> write()),
        () -> {
          assert LOCK.tryLock();
          isWritten();
          LOCK.unlock();
        });
  }

  @Clean
  static void tryLockThatMayFail() throws InterruptedException {
    Action a =
        () -> {
          if (LOCK.tryLock()) {
            data++;
            LOCK.unlock();
          }
        };
    Threads.together(a, a, a);
  }

  @Clean
  static void timedTryLock() throws InterruptedException {
    Action a =
        () -> {
          if (LOCK.tryLock(50, TimeUnit.MILLISECONDS)) {
            data++;
            LOCK.unlock();
          }
        };
    Threads.together(a, a, a);
  }

  @Clean
  static void lockInterruptibly() throws InterruptedException {
    Hint.inOrder(
        () -> {
          LOCK.lockInterruptibly();
          data = 1;
          LOCK.unlock();
        },
        () -> {
          LOCK.lockInterruptibly();
          isWritten();
          LOCK.unlock();
        });
  }

  @Clean
  static void signalled() throws InterruptedException {
    Condition changed = LOCK.newCondition();
    Threads.together(
        () -> {
          LOCK.lock();
          while (!ready) {
            changed.await();
          }
          LOCK.unlock();
          isWritten();
        },
        () -> {
          data = 1;
          LOCK.lock();
          ready = true;
          changed.signal();
          LOCK.unlock();
        });
  }

  @Clean
  static void awaitReleasesTheLock() throws InterruptedException {
    Condition changed = LOCK.newCondition();
    Hint waiting = new Hint();
    Threads.together(
        () -> {
          LOCK.lock();
          data = 1;
          waiting.give();
          while (!ready) {
            changed.awaitNanos(1_000_000_000L);
          }
          LOCK.unlock();
        },
        () -> {
          waiting.await();
          LOCK.lock();
          isWritten();
          ready = true;
          changed.signalAll();
          LOCK.unlock();
        });
  }

  // ---- ReentrantReadWriteLock

  @Clean
  static void writerThenReader() throws InterruptedException {
    handsOver(BOTH.writeLock(), BOTH.readLock());
  }

  @Clean
  static void writerThenWriter() throws InterruptedException {
    handsOver(BOTH.writeLock(), BOTH.writeLock());
  }

  @Clean
  static void readerThenWriter() throws InterruptedException {
    Hint.inOrder(
        () ->
            locked(
                BOTH.readLock(),
                () -> {
                  assert data == 0;
                }),
        () -> locked(BOTH.writeLock(), () -> write()));
  }

  @Clean
  static void twoReadersThenWriter() throws InterruptedException {
    Action reader =
        () ->
            locked(
                BOTH.readLock(),
                () -> {
                  assert data <= 1;
                });
    Threads.together(reader, reader, () -> locked(BOTH.writeLock(), () -> write()));
  }

  @Clean
  static void downgrade() throws InterruptedException {
    Hint.inOrder(
        () -> {
          BOTH.writeLock().lock();
          data = 1;
          BOTH.readLock().lock();
          BOTH.writeLock().unlock();
          isWritten();
          BOTH.readLock().unlock();
        },
        () -> locked(BOTH.readLock(), () -> isWritten()),
        () -> locked(BOTH.writeLock(), () -> data++));
  }

  @Clean
  static void conditionOfTheWriteLock() throws InterruptedException {
    Condition changed = BOTH.writeLock().newCondition();
    Threads.together(
        () ->
            locked(
                BOTH.writeLock(),
                () -> {
                  while (!ready) {
                    changed.await();
                  }
                  isWritten();
                }),
        () ->
            locked(
                BOTH.writeLock(),
                () -> {
                  data = 1;
                  ready = true;
                  changed.signal();
                }));
  }
}
