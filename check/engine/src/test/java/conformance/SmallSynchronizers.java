package conformance;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Small programs: locks, conditions, semaphores, latches, blocking queues. */
public final class SmallSynchronizers extends Small {
  private SmallSynchronizers() {}

  static void reentrantLocks() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action body =
        () -> {
          lock.lock();
          try {
            x = x * 2 + 1;
          } finally {
            lock.unlock();
          }
        };
    together(
        body,
        body,
        () -> {
          if (lock.tryLock()) {
            x += 100;
            lock.unlock();
          }
        });
    print(x);
  }

  static void twoLocksCrossed() throws InterruptedException {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    together(
        () -> {
          a.lock();
          b.lock();
          x++;
          b.unlock();
          a.unlock();
        },
        () -> {
          b.lock();
          a.lock();
          x++;
          a.unlock();
          b.unlock();
        });
    print(x);
  }

  static void tryLockForAWhile() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    together(
        () -> {
          lock.lock();
          x = 1;
          lock.unlock();
        },
        () -> {
          if (lock.tryLock(5, TimeUnit.MILLISECONDS)) {
            y = 1 + x;
            lock.unlock();
          }
        });
    print(x, y);
  }

  static void conditions() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition set = lock.newCondition();
    together(
        () -> {
          lock.lock();
          try {
            while (x == 0) {
              set.await();
              y++;
            }
          } finally {
            lock.unlock();
          }
        },
        () -> {
          lock.lock();
          x = 1;
          set.signal();
          lock.unlock();
        });
    print(x, y);
  }

  static void readWriteLock() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int[] r = new int[1];
    together(
        () -> {
          lock.readLock().lock();
          r[0] = x + y;
          lock.readLock().unlock();
        },
        () -> {
          lock.writeLock().lock();
          x++;
          y++;
          lock.writeLock().unlock();
        });
    print(r[0]);
  }

  static void semaphore() throws InterruptedException {
    Semaphore permits = new Semaphore(1);
    together(
        () -> {
          permits.acquire();
          x++;
          permits.release();
        },
        () -> {
          if (permits.tryAcquire()) {
            x *= 5;
            permits.release();
          }
        });
    print(x);
  }

  static void blockingQueue() throws InterruptedException {
    BlockingQueue<Integer> q = new ArrayBlockingQueue<>(1);
    int[] got = new int[2];
    together(
        () -> {
          q.put(1);
          q.put(2);
        },
        () -> got[0] = q.take(),
        () -> got[1] = q.take());
    print(got[0], got[1]);
  }

  static void pollForAWhile() throws InterruptedException {
    BlockingQueue<Integer> q = new ArrayBlockingQueue<>(1);
    together(
        () -> {
          x = 1;
          q.offer(1);
        },
        () -> seen = "" + (q.poll(1, TimeUnit.MILLISECONDS) == null) + x);
    print(seen);
  }

  static void latch() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(2);
    together(
        () -> {
          x++;
          latch.countDown();
        },
        () -> {
          y = x;
          latch.countDown();
        },
        () -> {
          latch.await();
          z = x + y;
        });
    print(x, y, z);
  }
}
