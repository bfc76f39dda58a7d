package conformance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Plain data handed over by Semaphore, CountDownLatch, CyclicBarrier, Phaser and Exchanger. */
public final class HappensBeforeSynchronizers {
  private static final int[] PARTS = new int[2];
  private static int data;

  private HappensBeforeSynchronizers() {}

  private static void isWritten() {
    assert data == 1 : data;
  }

  private static void areWritten() {
    assert PARTS[0] == 1 && PARTS[1] == 2;
  }

  /** One thread writes and releases, the other acquires and reads. */
  private static void handsOver(Action release, Action acquire) throws InterruptedException {
    Threads.together(
        () -> {
          acquire.run();
          isWritten();
        },
        () -> {
          data = 1;
          release.run();
        });
  }

  // ---- Semaphore

  @Clean
  static void semaphore() throws InterruptedException {
    Semaphore filled = new Semaphore(0);
    handsOver(filled::release, filled::acquire);
  }

  @Clean
  static void fairSemaphore() throws InterruptedException {
    Semaphore filled = new Semaphore(0, true);
    handsOver(filled::release, filled::acquireUninterruptibly);
  }

  @Clean
  static void semaphoreThatIsTried() throws InterruptedException {
    Semaphore filled = new Semaphore(0);
    handsOver(filled::release, () -> Hint.until(filled::tryAcquire));
  }

  @Clean
  static void semaphoreWithATimeout() throws InterruptedException {
    Semaphore filled = new Semaphore(0);
    Threads.together(
        () -> {
          if (filled.tryAcquire(50, TimeUnit.MILLISECONDS)) {
            isWritten();
          }
        },
        () -> {
          data = 1;
          filled.release();
        });
  }

  @Clean
  static void severalPermits() throws InterruptedException {
    Semaphore filled = new Semaphore(0);
    Threads.together(
        () -> {
          PARTS[0] = 1;
          filled.release();
        },
        () -> {
          PARTS[1] = 2;
          filled.release();
        },
        () -> {
          filled.acquire(2);
          areWritten();
        });
  }

  @Clean
  static void semaphoreAsALock() throws InterruptedException {
    Semaphore one = new Semaphore(1);
    Action a =
        () -> {
          one.acquire();
          data++;
          one.release();
        };
    Threads.together(a, a, a);
    assert data == 3;
  }

  @Clean
  static void boundedBuffer() throws InterruptedException {
    Semaphore empty = new Semaphore(1);
    Semaphore filled = new Semaphore(0);
    Threads.together(
        () -> {
          for (int i = 1; i <= 2; i++) {
            empty.acquire();
            data = i;
            filled.release();
          }
        },
        () -> {
          for (int i = 1; i <= 2; i++) {
            filled.acquire();
            assert data == i;
            empty.release();
          }
        });
  }

  // ---- CountDownLatch

  @Clean
  static void latch() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    handsOver(written::countDown, written::await);
  }

  @Clean
  static void latchWithATimeout() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    Threads.together(
        () -> {
          if (written.await(50, TimeUnit.MILLISECONDS)) {
            isWritten();
          }
        },
        () -> {
          data = 1;
          written.countDown();
        });
  }

  @Clean
  static void latchOfTwo() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(2);
    Threads.together(
        () -> {
          PARTS[0] = 1;
          written.countDown();
        },
        () -> {
          PARTS[1] = 2;
          written.countDown();
        },
        () -> {
          written.await();
          areWritten();
        });
  }

  // ---- CyclicBarrier

  @Clean
  static void beforeTheBarrierAndAfterIt() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Threads.together(
        () -> {
          PARTS[0] = 1;
          barrier.await();
          areWritten();
        },
        () -> {
          PARTS[1] = 2;
          barrier.await();
          areWritten();
        });
  }

  @Clean
  static void beforeTheBarrierAndInItsAction() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2, () -> areWritten());
    Threads.together(
        () -> {
          PARTS[0] = 1;
          barrier.await();
        },
        () -> {
          PARTS[1] = 2;
          barrier.await();
        });
  }

  @Clean
  static void inTheActionAndAfterTheBarrier() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2, () -> data = 1);
    Action a =
        () -> {
          barrier.await();
          isWritten();
        };
    Threads.together(a, a);
  }

  @Clean
  static void barrierOfSeveralRounds() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Threads.together(() -> swap(0, barrier), () -> swap(1, barrier));
    assert PARTS[0] == 2 && PARTS[1] == 2;
  }

  private static void swap(int me, CyclicBarrier barrier) throws Exception {
    for (int i = 0; i < 2; i++) {
      int others = PARTS[1 - me];
      barrier.await();
      PARTS[me] = others + 1;
      barrier.await();
    }
  }

  // ---- Phaser

  @Clean
  static void phaser() throws InterruptedException {
    Phaser phaser = new Phaser(2);
    Threads.together(
        () -> {
          PARTS[0] = 1;
          phaser.arriveAndAwaitAdvance();
          areWritten();
        },
        () -> {
          PARTS[1] = 2;
          phaser.arriveAndAwaitAdvance();
          areWritten();
        });
  }

  @Clean
  static void phaserWithoutWaiting() throws InterruptedException {
    Phaser phaser = new Phaser(1);
    handsOver(phaser::arrive, () -> phaser.awaitAdvance(0));
  }

  @Clean
  static void phaserThatIsLeft() throws InterruptedException {
    Phaser phaser = new Phaser(2);
    handsOver(phaser::arriveAndDeregister, phaser::arriveAndAwaitAdvance);
  }

  @Clean
  static void phaserOnAdvance() throws InterruptedException {
    Phaser phaser =
        new Phaser(2) {
          @Override
          protected boolean onAdvance(int phase, int parties) {
            areWritten();
            data = 1;
            return true;
          }
        };
    Threads.together(
        () -> {
          PARTS[0] = 1;
          phaser.arriveAndAwaitAdvance();
          isWritten();
        },
        () -> {
          PARTS[1] = 2;
          phaser.arriveAndAwaitAdvance();
          isWritten();
        });
  }

  @Clean
  static void phasersInATree() throws InterruptedException {
    Phaser root = new Phaser();
    Phaser left = new Phaser(root, 1);
    Phaser right = new Phaser(root, 1);
    Threads.together(
        () -> {
          PARTS[0] = 1;
          left.arriveAndAwaitAdvance();
          areWritten();
        },
        () -> {
          PARTS[1] = 2;
          right.arriveAndAwaitAdvance();
          areWritten();
        });
  }

  // ---- Exchanger

  @Clean
  static void exchanger() throws InterruptedException {
    Exchanger<Parcel> exchanger = new Exchanger<>();
    Threads.together(
        () -> {
          assert exchanger.exchange(new Parcel(1)).content == 2;
        },
        () -> {
          assert exchanger.exchange(new Parcel(2)).content == 1;
        });
  }

  @Clean
  static void besideTheExchanged() throws InterruptedException {
    Exchanger<String> exchanger = new Exchanger<>();
    Threads.together(
        () -> {
          PARTS[0] = 1;
          exchanger.exchange("a");
          areWritten();
        },
        () -> {
          PARTS[1] = 2;
          exchanger.exchange("b", 1, TimeUnit.DAYS);
          areWritten();
        });
  }
}
