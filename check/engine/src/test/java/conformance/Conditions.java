package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Condition in all its variants. */
@SuppressWarnings({"JavaUtilDate", "LockNotBeforeTry", "WaitNotInLoop"})
public final class Conditions {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition CHANGED = LOCK.newCondition();

  private static int items;
  private static int taken;

  private Conditions() {}

  private static void put() {
    LOCK.lock();
    try {
      items++;
      CHANGED.signal();
    } finally {
      LOCK.unlock();
    }
  }

  private static void take() throws InterruptedException {
    LOCK.lock();
    try {
      while (items == 0) {
        CHANGED.await();
      }
      items--;
      taken++;
    } finally {
      LOCK.unlock();
    }
  }

  @Clean
  static void signalPassesAnItemOn() throws InterruptedException {
    Threads.together(Conditions::put, Conditions::take, Conditions::put, Conditions::take);
    assert items == 0 && taken == 2;
  }

  @Clean
  static void boundedBuffer() throws InterruptedException {
    Condition notFull = LOCK.newCondition();
    Threads.together(
        () -> {
          for (int i = 0; i < 3; i++) {
            LOCK.lock();
            while (items == 1) {
              notFull.await();
            }
            items++;
            CHANGED.signal();
            LOCK.unlock();
          }
        },
        () -> {
          for (int i = 0; i < 3; i++) {
            LOCK.lock();
            while (items == 0) {
              CHANGED.await();
            }
            items--;
            notFull.signal();
            LOCK.unlock();
          }
        });
    assert items == 0;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void signalWithoutState() throws InterruptedException {
    Threads.together(
        () -> {
          LOCK.lock();
          CHANGED.await();
          LOCK.unlock();
        },
        () -> {
          LOCK.lock();
          CHANGED.signal();
          LOCK.unlock();
        });
  }

  @Planted(Kind.DEADLOCK)
  static void signalInsteadOfSignalAll() throws InterruptedException {
    Action waiter =
        () -> {
          LOCK.lock();
          while (items == 0) {
            CHANGED.await();
          }
          LOCK.unlock();
        };
    Threads.together(waiter, waiter, Conditions::put);
  }

  @Clean
  static void signalAll() throws InterruptedException {
    Action waiter =
        () -> {
          LOCK.lock();
          while (items == 0) {
            CHANGED.await();
          }
          LOCK.unlock();
        };
    Threads.together(
        waiter,
        waiter,
        () -> {
          LOCK.lock();
          items = 1;
          CHANGED.signalAll();
          LOCK.unlock();
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalMonitorStateException")
  static void awaitWithoutTheLock() throws InterruptedException {
    Threads.together(() -> CHANGED.await());
  }

  @Clean
  static void awaitReleasesAllHolds() throws InterruptedException {
    Threads.together(
        () -> {
          LOCK.lock();
          LOCK.lock();
          while (items == 0) {
            CHANGED.await();
          }
          assert LOCK.getHoldCount() == 2;
          LOCK.unlock();
          LOCK.unlock();
        },
        Conditions::put);
  }

  @Clean
  static void awaitNanosTellsWhatIsLeft() throws InterruptedException {
    Threads.together(
        () -> {
          LOCK.lock();
          long left = 2_000_000_000L;
          while (items == 0 && left > 0) {
            left = CHANGED.awaitNanos(left);
          }
          assert items == 1 && left > 0 : left;
          LOCK.unlock();
        },
        () -> {
          Thread.sleep(1500);
          put();
        });
  }

  @Clean
  static void timedWaitsEnd() throws InterruptedException {
    Action a =
        () -> {
          LOCK.lock();
          long start = System.nanoTime();
          assert CHANGED.awaitNanos(1_000_000_000L) <= 0;
          assert !CHANGED.await(1, TimeUnit.SECONDS);
          assert !CHANGED.awaitUntil(new Date(System.currentTimeMillis() + 1000));
          assert System.nanoTime() - start >= 3_000_000_000L;
          LOCK.unlock();
        };
    Threads.together(a, a);
  }

  @Clean
  static void awaitUninterruptiblyGoesOnWaiting() throws InterruptedException {
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              LOCK.lock();
              while (items == 0) {
                CHANGED.awaitUninterruptibly();
              }
              assert Thread.interrupted();
              LOCK.unlock();
            });
    t.interrupt();
    put();
    t.join();
  }

  @Clean
  static void awaitIsInterruptedAndHoldsTheLock() throws InterruptedException {
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              LOCK.lock();
              try {
                CHANGED.await();
                throw new AssertionError("nobody signalled");
              } catch (InterruptedException e) {
                assert LOCK.isHeldByCurrentThread();
                taken++;
              } finally {
                LOCK.unlock();
              }
            });
    t.interrupt();
    t.join();
    assert taken == 1;
  }
}
