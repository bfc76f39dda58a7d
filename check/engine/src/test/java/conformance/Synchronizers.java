package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Semaphore, CountDownLatch, CyclicBarrier, Phaser and Exchanger. */
public final class Synchronizers {
  private static int counter;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Synchronizers() {}

  // ---- Semaphore

  @Clean
  static void semaphoreOfOneIsALock() throws InterruptedException {
    semaphoreIsALock(new Semaphore(1));
  }

  @Clean
  static void fairSemaphoreOfOneIsALock() throws InterruptedException {
    semaphoreIsALock(new Semaphore(1, true));
  }

  private static void semaphoreIsALock(Semaphore one) throws InterruptedException {
    Action a =
        () -> {
          one.acquire();
          counter++;
          one.release();
        };
    Action uninterruptibly =
        () -> {
          one.acquireUninterruptibly();
          counter++;
          one.release();
        };
    Threads.together(a, uninterruptibly, a);
    assert counter == 3;
  }

  @Planted(Kind.ASSERTION)
  static void semaphoreOfTwoIsNone() throws InterruptedException {
    semaphoreIsALock(new Semaphore(2));
  }

  @Clean
  static void severalPermits() throws InterruptedException {
    Semaphore permits = new Semaphore(3);
    Action a =
        () -> {
          permits.acquire(2);
          assert COUNT.incrementAndGet() == 1;
          COUNT.decrementAndGet();
          permits.release(2);
        };
    Threads.together(a, a);
    assert permits.drainPermits() == 3;
    assert !permits.tryAcquire() && !permits.tryAcquire(2, 1, TimeUnit.MINUTES);
  }

  @Planted(Kind.DEADLOCK)
  static void permitsTakenOneByOne() throws InterruptedException {
    Semaphore permits = new Semaphore(2);
    Action a =
        () -> {
          permits.acquire();
          permits.acquire();
          permits.release(2);
        };
    Threads.together(a, a);
  }

  @Clean
  static void semaphoreIsInterrupted() throws InterruptedException {
    Semaphore none = new Semaphore(0);
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              try {
                none.acquire();
              } catch (InterruptedException e) {
                counter++;
              }
            });
    t.interrupt();
    t.join();
    assert counter == 1;
  }

  // ---- CountDownLatch

  @Clean
  static void latchOpensOnce() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    Thread a = Threads.start("a", done::countDown);
    Thread b = Threads.start("b", done::countDown);
    done.await();
    assert done.getCount() == 0;
    assert done.await(0, TimeUnit.SECONDS);
    a.join();
    b.join();
  }

  @Planted(Kind.ASSERTION)
  static void latchCountedTooLow() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Action a =
        () -> {
          COUNT.incrementAndGet();
          done.countDown();
        };
    Threads.start("a", a);
    Threads.start("b", a);
    done.await();
    assert COUNT.get() == 2;
  }

  @Clean
  static void latchTimesOut() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Threads.together(
        () -> {
          assert !never.await(1, TimeUnit.HOURS);
        },
        () -> {
          assert !never.await(1, TimeUnit.DAYS);
        });
  }

  // ---- CyclicBarrier

  @Clean
  static void barrierIsReused() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2, () -> counter++);
    Action a =
        () -> {
          for (int round = 1; round <= 3; round++) {
            barrier.await();
            assert counter >= round : counter;
          }
        };
    Threads.together(a, a);
    assert counter == 3 && !barrier.isBroken();
  }

  @Clean
  static void barrierBreaksByTimeout() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Threads.together(
        () -> {
          try {
            barrier.await(2, TimeUnit.SECONDS);
          } catch (TimeoutException e) {
            COUNT.incrementAndGet();
          }
        },
        () -> {
          try {
            barrier.await();
          } catch (BrokenBarrierException e) {
            COUNT.incrementAndGet();
          }
        });
    assert COUNT.get() == 2 && barrier.isBroken();
    barrier.reset();
    assert !barrier.isBroken();
  }

  @Clean
  static void barrierBreaksByInterrupt() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Action a =
        () -> {
          try {
            barrier.await();
          } catch (BrokenBarrierException | InterruptedException e) {
            COUNT.incrementAndGet();
          }
        };
    Thread first = Threads.start("first", a);
    Thread second = Threads.start("second", a);
    first.interrupt();
    first.join();
    second.join();
    assert COUNT.get() == 2;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.util.concurrent.BrokenBarrierException")
  static void barrierBreaksByItsAction() throws InterruptedException {
    CyclicBarrier barrier =
        new CyclicBarrier(
            2,
            () -> {
              throw new IllegalStateException();
            });
    Action a =
        () -> {
          try {
            barrier.await();
          } catch (IllegalStateException e) {
            counter++;
          }
        };
    Threads.together(a, a);
  }

  // ---- Phaser

  @Clean
  static void phaserAdvancesTogether() throws InterruptedException {
    Phaser phaser = new Phaser(2);
    Action a =
        () -> {
          COUNT.incrementAndGet();
          phaser.arriveAndAwaitAdvance();
          assert COUNT.get() >= 2;
          phaser.arriveAndDeregister();
        };
    Threads.together(a, a);
    assert phaser.isTerminated();
  }

  @Clean
  static void phaserTree() throws InterruptedException {
    Phaser root = new Phaser();
    Phaser left = new Phaser(root, 1);
    Phaser right = new Phaser(root, 2);
    Threads.together(
        () -> {
          COUNT.incrementAndGet();
          left.arriveAndAwaitAdvance();
          assert COUNT.get() == 3;
        },
        () -> {
          COUNT.incrementAndGet();
          right.arriveAndAwaitAdvance();
          assert COUNT.get() == 3;
        },
        () -> {
          COUNT.incrementAndGet();
          right.arriveAndAwaitAdvance();
          assert COUNT.get() == 3;
        });
    assert root.getPhase() == 1;
  }

  @Clean
  static void phaserEndsAfterTwoPhases() throws InterruptedException {
    Phaser phaser =
        new Phaser(2) {
          @Override
          protected boolean onAdvance(int phase, int parties) {
            counter++;
            return phase == 1;
          }
        };
    Action a =
        () -> {
          while (!phaser.isTerminated()) {
            phaser.arriveAndAwaitAdvance();
          }
        };
    Threads.together(a, a);
    assert counter == 2 : counter;
  }

  @Clean
  static void phaserIsAwaitedByOthers() throws InterruptedException {
    Phaser phaser = new Phaser(1);
    Threads.together(
        () -> phaser.awaitAdvance(0),
        () -> {
          try {
            phaser.awaitAdvanceInterruptibly(0, 5, TimeUnit.SECONDS);
          } catch (TimeoutException e) {
            throw new AssertionError(e);
          }
        },
        phaser::arrive);
    assert phaser.getPhase() == 1;
  }

  @Clean
  static void phaserTimesOut() throws InterruptedException {
    Phaser phaser = new Phaser(1);
    Threads.together(
        () -> {
          try {
            phaser.awaitAdvanceInterruptibly(0, 5, TimeUnit.SECONDS);
            throw new AssertionError("nobody arrived");
          } catch (TimeoutException e) {
            counter++;
          }
        });
    assert counter == 1;
  }

  // ---- Exchanger

  @Clean
  static void exchangerSwaps() throws InterruptedException {
    Exchanger<String> exchanger = new Exchanger<>();
    Threads.together(
        () -> {
          String got = exchanger.exchange("a");
          assert got.equals("b") : got;
        },
        () -> {
          String got = exchanger.exchange("b");
          assert got.equals("a") : got;
        });
  }

  @Clean
  static void exchangerOfFour() throws InterruptedException {
    Exchanger<Integer> exchanger = new Exchanger<>();
    Action a = () -> COUNT.addAndGet(exchanger.exchange(1));
    Threads.together(a, a, a, a);
    assert COUNT.get() == 4;
  }

  @Planted(Kind.DEADLOCK)
  static void exchangerOfThree() throws InterruptedException {
    Exchanger<Integer> exchanger = new Exchanger<>();
    Action a = () -> COUNT.addAndGet(exchanger.exchange(1));
    Threads.together(a, a, a);
  }

  @Clean
  static void exchangerTimesOut() throws InterruptedException {
    Exchanger<String> exchanger = new Exchanger<>();
    Threads.together(
        () -> {
          try {
            exchanger.exchange("a", 5, TimeUnit.SECONDS);
            throw new AssertionError("nobody came");
          } catch (TimeoutException e) {
            counter++;
          }
        });
    assert counter == 1;
  }
}
