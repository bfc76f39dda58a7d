package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Each way to wait for ever. */
@SuppressWarnings({"LockNotBeforeTry", "StaticGuardedByInstance", "WaitNotInLoop"})
public final class Deadlocks {
  private static int entered;

  private Deadlocks() {}

  private static void bothMonitors(Object first, Object second) {
    synchronized (first) {
      synchronized (second) {
        entered++;
      }
    }
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoMonitors() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Threads.together(() -> bothMonitors(x, y), () -> bothMonitors(y, x));
  }

  @Clean
  static void twoMonitorsInOneOrder() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Threads.together(() -> bothMonitors(x, y), () -> bothMonitors(x, y));
    assert entered == 2;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1", "t2"})
  static void threePhilosophers() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Object z = new Object();
    Threads.together(() -> bothMonitors(x, y), () -> bothMonitors(y, z), () -> bothMonitors(z, x));
  }

  private static void bothLocks(ReentrantLock first, ReentrantLock second) {
    first.lock();
    try {
      second.lock();
      try {
        entered++;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoReentrantLocks() throws InterruptedException {
    ReentrantLock x = new ReentrantLock();
    ReentrantLock y = new ReentrantLock();
    Threads.together(() -> bothLocks(x, y), () -> bothLocks(y, x));
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void monitorAndLock() throws InterruptedException {
    Object x = new Object();
    ReentrantLock y = new ReentrantLock();
    Threads.together(
        () -> {
          synchronized (x) {
            y.lock();
            y.unlock();
          }
        },
        () -> {
          y.lock();
          try {
            synchronized (x) {
              entered++;
            }
          } finally {
            y.unlock();
          }
        });
  }

  private static void bothLocksInterruptibly(ReentrantLock first, ReentrantLock second)
      throws InterruptedException {
    first.lockInterruptibly();
    try {
      second.lockInterruptibly();
      try {
        entered++;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoLocksInterruptibly() throws InterruptedException {
    ReentrantLock x = new ReentrantLock();
    ReentrantLock y = new ReentrantLock();
    Threads.together(() -> bothLocksInterruptibly(x, y), () -> bothLocksInterruptibly(y, x));
  }

  @Clean(races = true)
  static void deadlockThatAnInterruptBreaks() throws InterruptedException {
    ReentrantLock x = new ReentrantLock();
    ReentrantLock y = new ReentrantLock();
    Thread a =
        Threads.start(
            "A",
            () -> {
              try {
                x.lockInterruptibly();
                try {
                  y.lockInterruptibly();
                  y.unlock();
                } finally {
                  x.unlock();
                }
              } catch (InterruptedException e) {
                entered++;
              }
            });
    Thread b = Threads.start("B", () -> bothLocks(y, x));
    a.interrupt();
    a.join();
    b.join();
    assert entered >= 1;
  }

  @Clean
  static void deadlockThatATimeoutBreaks() throws InterruptedException {
    ReentrantLock x = new ReentrantLock();
    ReentrantLock y = new ReentrantLock();
    Threads.together(
        () -> {
          x.lock();
          if (y.tryLock(1, java.util.concurrent.TimeUnit.SECONDS)) {
            y.unlock();
          }
          x.unlock();
        },
        () -> bothLocks(y, x));
    assert entered == 1;
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void semaphoreTakenTwice() throws InterruptedException {
    Semaphore one = new Semaphore(1);
    Threads.together(one::tryAcquire);
    one.acquire();
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void readWriteUpgrade() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    lock.readLock().lock();
    lock.writeLock().lock();
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1", "main"})
  static void bothReadersUpgrade() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Action upgrade =
        () -> {
          lock.readLock().lock();
          lock.writeLock().lock();
        };
    Threads.together(upgrade, upgrade);
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void stampedLockIsNotReentrant() {
    StampedLock lock = new StampedLock();
    long first = lock.writeLock();
    long second = lock.writeLock();
    assert first != second;
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void latchCountedTooHigh() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(3);
    Threads.start("t0", done::countDown);
    Threads.start("t1", done::countDown);
    done.await();
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1", "main"})
  static void barrierOfThreeWithTwo() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Threads.together(barrier::await, barrier::await);
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void phaserPartyThatNeverArrives() {
    Phaser phaser = new Phaser(2);
    phaser.arriveAndAwaitAdvance();
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"main", "joiner"})
  static void joinCycle() throws InterruptedException {
    Thread main = Thread.currentThread();
    Thread t = Threads.start("joiner", main::join);
    t.join();
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void joinsItself() throws InterruptedException {
    Thread.currentThread().join();
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void futureThatNobodyCompletes() throws Exception {
    new CompletableFuture<String>().get();
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void futureThatNobodyCompletesJoined() {
    new CompletableFuture<String>().join();
  }

  @Planted(Kind.DEADLOCK)
  static void fullPoolWaitingForItself() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      pool.submit(() -> pool.submit(() -> entered++).get()).get();
    }
  }

  @Planted(value = Kind.DEADLOCK, stuck = "main")
  static void handOffWithoutTaker() throws InterruptedException {
    new SynchronousQueue<String>().put("x");
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void lostWakeUp() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          synchronized (lock) {
            lock.wait();
          }
        },
        () -> {
          synchronized (lock) {
            lock.notify();
          }
        });
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void neverUnlocked() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Threads.together(lock::lock);
  }

  // ---- partial: others go on

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"A", "B"},
      maxSteps = 2000)
  static void whileAnotherThreadRunsOn() {
    Object x = new Object();
    Object y = new Object();
    Threads.start("A", () -> bothMonitors(x, y));
    Threads.start("B", () -> bothMonitors(y, x));
    while (entered < 2) {
      Thread.onSpinWait();
    }
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"A", "B"},
      maxSteps = 2000)
  static void whileADaemonRunsOn() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Threads.startDaemon(
        "ticker",
        () -> {
          while (true) {
            Thread.sleep(1000);
          }
        });
    Thread a = Threads.start("A", () -> bothMonitors(x, y));
    Thread b = Threads.start("B", () -> bothMonitors(y, x));
    a.join();
    b.join();
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"A", "B"},
      maxSteps = 2000)
  static void amongDaemonsWhenTheProgramEnds() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Threads.startDaemon("A", () -> bothMonitors(x, y));
    Threads.startDaemon("B", () -> bothMonitors(y, x));
    Threads.together(() -> {}, () -> {});
  }

  @Planted(value = Kind.DEADLOCK, stuck = "A", maxSteps = 2000)
  static void lostWakeUpWhileADaemonRunsOn() throws InterruptedException {
    Semaphore never = new Semaphore(0);
    Threads.startDaemon(
        "ticker",
        () -> {
          while (true) {
            Thread.sleep(1000);
          }
        });
    Threads.start("A", never::acquire);
  }
}
