package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Locks of java.util.concurrent.locks, and those built on its synchronizers. */
@SuppressWarnings({"LockNotBeforeTry", "ThreadPriorityCheck"})
public final class Locks {
  private static int counter;
  private static int inside;

  private Locks() {}

  private static void add(Lock lock, int rounds) {
    for (int i = 0; i < rounds; i++) {
      lock.lock();
      try {
        counter++;
      } finally {
        lock.unlock();
      }
    }
  }

  private static void addUp(Lock lock) throws InterruptedException {
    Threads.together(() -> add(lock, 2), () -> add(lock, 2), () -> add(lock, 1));
    assert counter == 5 : counter;
  }

  @Clean
  static void reentrantLock() throws InterruptedException {
    addUp(new ReentrantLock());
  }

  @Clean
  static void fairReentrantLock() throws InterruptedException {
    addUp(new ReentrantLock(true));
  }

  @Planted(Kind.ASSERTION)
  static void lockOfItsOwnForEachThread() throws InterruptedException {
    Threads.together(() -> add(new ReentrantLock(), 1), () -> add(new ReentrantLock(), 1));
    assert counter == 2 : counter;
  }

  @Clean
  static void reentrantLockCountsHolds() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action a =
        () -> {
          lock.lock();
          lock.lock();
          assert lock.getHoldCount() == 2 && lock.isHeldByCurrentThread();
          lock.unlock();
          assert lock.isLocked();
          lock.unlock();
          assert lock.getHoldCount() == 0 && !lock.isHeldByCurrentThread();
        };
    Threads.together(a, a);
    assert !lock.isLocked() && !lock.hasQueuedThreads();
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalMonitorStateException")
  static void unlockByAnotherThread() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Threads.together(lock::unlock);
  }

  @Clean
  static void tryLockTellsWhetherItIsHeld() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action a =
        () -> {
          if (lock.tryLock()) {
            try {
              assert ++inside == 1;
              Thread.yield();
              inside--;
            } finally {
              lock.unlock();
            }
          }
        };
    Threads.together(a, a);
    assert lock.tryLock();
  }

  @Planted(Kind.ASSERTION)
  static void tryLockMayFail() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action a =
        () -> {
          assert lock.tryLock();
          lock.unlock();
        };
    Threads.together(a, a);
  }

  @Clean
  static void tryLockTimesOut() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Threads.together(
        () -> {
          long start = System.nanoTime();
          assert !lock.tryLock(3, TimeUnit.SECONDS);
          long waited = System.nanoTime() - start;
          assert waited >= 3_000_000_000L && waited < 3_100_000_000L : waited;
        });
    lock.unlock();
  }

  @Clean
  static void lockInterruptiblyIsInterrupted() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              try {
                lock.lockInterruptibly();
                throw new AssertionError("it got the lock");
              } catch (InterruptedException e) {
                assert !Thread.currentThread().isInterrupted();
                counter++;
              }
            });
    t.interrupt();
    t.join();
    assert counter == 1;
  }

  @Clean
  static void lockKeepsTheInterruptPending() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              lock.lock();
              assert Thread.currentThread().isInterrupted();
              lock.unlock();
            });
    t.interrupt();
    lock.unlock();
    t.join();
  }

  @Clean
  static void fairLockServesInOrder() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock(true);
    lock.lock();
    Thread first = Threads.start("first", () -> inOrder(lock, 1));
    while (!lock.hasQueuedThread(first)) {
      Thread.yield();
    }
    Thread second = Threads.start("second", () -> inOrder(lock, 2));
    while (lock.getQueueLength() < 2) {
      Thread.yield();
    }
    lock.unlock();
    first.join();
    second.join();
  }

  private static void inOrder(Lock lock, int place) {
    lock.lock();
    assert ++counter == place : counter;
    lock.unlock();
  }

  // ---- read-write

  @Clean
  static void writersExcludeAll() throws InterruptedException {
    writersExcludeAll(new ReentrantReadWriteLock());
  }

  @Clean
  static void fairWritersExcludeAll() throws InterruptedException {
    writersExcludeAll(new ReentrantReadWriteLock(true));
  }

  private static void writersExcludeAll(ReentrantReadWriteLock lock) throws InterruptedException {
    Action writer =
        () -> {
          lock.writeLock().lock();
          assert ++inside == 1;
          counter++;
          inside--;
          lock.writeLock().unlock();
        };
    Action reader =
        () -> {
          lock.readLock().lock();
          assert inside == 0;
          lock.readLock().unlock();
        };
    Threads.together(writer, reader, reader, writer);
    assert counter == 2;
  }

  @Planted(Kind.ASSERTION)
  static void readersDoNotExcludeEachOther() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Action reader =
        () -> {
          lock.readLock().lock();
          counter++;
          lock.readLock().unlock();
        };
    Threads.together(reader, reader);
    assert counter == 2;
  }

  @Clean
  static void writeLockDowngrades() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Action a =
        () -> {
          lock.writeLock().lock();
          int mine = ++counter;
          lock.readLock().lock();
          lock.writeLock().unlock();
          assert counter == mine && lock.getReadHoldCount() == 1;
          lock.readLock().unlock();
        };
    Threads.together(a, a);
  }

  @Clean
  static void readLockTimesOutBehindAWriter() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    lock.writeLock().lock();
    Threads.together(
        () -> {
          assert !lock.readLock().tryLock();
          assert !lock.readLock().tryLock(2, TimeUnit.SECONDS);
        },
        () -> {
          assert !lock.writeLock().tryLock(1, TimeUnit.MINUTES);
        });
  }

  // ---- synchronizers of the program

  /** A lock that is not reentrant. */
  private static final class Mutex extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(int unused) {
      return compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(int unused) {
      setState(0);
      return true;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() == 1;
    }
  }

  @Clean
  static void mutexOfTheProgram() throws InterruptedException {
    Mutex mutex = new Mutex();
    Action a =
        () -> {
          mutex.acquire(1);
          counter++;
          mutex.release(1);
        };
    Threads.together(a, a, a);
    assert counter == 3;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void mutexOfTheProgramTakenTwice() throws InterruptedException {
    Mutex mutex = new Mutex();
    Threads.together(
        () -> {
          mutex.acquire(1);
          mutex.acquire(1);
        });
  }

  @Clean
  static void conditionOfTheProgramsMutex() throws InterruptedException {
    Mutex mutex = new Mutex();
    AbstractQueuedSynchronizer.ConditionObject changed = mutex.new ConditionObject();
    Threads.together(
        () -> {
          mutex.acquire(1);
          while (counter == 0) {
            changed.await();
          }
          mutex.release(1);
        },
        () -> {
          mutex.acquire(1);
          counter = 1;
          changed.signal();
          mutex.release(1);
        });
  }

  /** Opens once a number of units have been given. */
  private static final class Gate extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1L;

    Gate(long units) {
      setState(units);
    }

    @Override
    protected long tryAcquireShared(long unused) {
      return getState() == 0 ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(long units) {
      while (true) {
        long left = getState();
        if (compareAndSetState(left, left - units)) {
          return left == units;
        }
      }
    }
  }

  @Clean
  static void gateOfLongs() throws InterruptedException {
    Gate gate = new Gate(1L << 40);
    Action pass = () -> gate.acquireSharedInterruptibly(1);
    Threads.together(
        pass, pass, () -> gate.releaseShared(1L << 39), () -> gate.releaseShared(1L << 39));
    assert !gate.hasQueuedThreads();
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void gateThatStaysClosed() throws InterruptedException {
    Gate gate = new Gate(3);
    Threads.together(() -> gate.acquireShared(1), () -> gate.releaseShared(2));
  }
}
