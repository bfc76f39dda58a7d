package conformance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Synchronizers and queues that are used too early, too late, or too generously. */
@SuppressWarnings("UnusedVariable")
public final class RacesOfSynchronizers {
  private static int data;

  private RacesOfSynchronizers() {}

  private static void read() {
    int _ = data;
  }

  /** The first lets the second go before it writes. */
  private static void goesTooEarly(Action release, Action acquire) throws InterruptedException {
    Threads.together(
        () -> {
          release.run();
          data = 1;
        },
        () -> {
          acquire.run();
          read();
        });
  }

  @Racy("RacesOfSynchronizers.data")
  static void latchBeforeTheWrite() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    goesTooEarly(written::countDown, written::await);
  }

  @Racy("RacesOfSynchronizers.data")
  static void semaphoreBeforeTheWrite() throws InterruptedException {
    Semaphore filled = new Semaphore(0);
    goesTooEarly(filled::release, filled::acquire);
  }

  @Racy("RacesOfSynchronizers.data")
  static void phaserBeforeTheWrite() throws InterruptedException {
    Phaser phaser = new Phaser(1);
    goesTooEarly(phaser::arrive, () -> phaser.awaitAdvance(0));
  }

  @Racy("RacesOfSynchronizers.data")
  static void queueBeforeTheWrite() throws InterruptedException {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    goesTooEarly(() -> queue.put("a"), queue::take);
  }

  @Racy("RacesOfSynchronizers.data")
  static void afterTheBarrier() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Action a =
        () -> {
          barrier.await();
          data++;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfSynchronizers.data")
  static void beforeTheBarrier() throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Action a =
        () -> {
          data++;
          barrier.await();
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfSynchronizers.data")
  static void semaphoreOfTwo() throws InterruptedException {
    Semaphore two = new Semaphore(2);
    Meeting both = new Meeting();
    Action a =
        () -> {
          two.acquire();
          both.attend();
          data++;
          two.release();
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfSynchronizers.data")
  static void latchThatTimedOut() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Threads.together(
        () -> data = 1,
        () -> {
          boolean _ = never.await(10, TimeUnit.MILLISECONDS);
          read();
        });
  }

  @Racy("RacesOfSynchronizers.data")
  static void latchThatNobodyAwaits() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(2);
    Action a =
        () -> {
          data++;
          written.countDown();
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfSynchronizers.data")
  static void phaserThatIsNotAwaited() throws InterruptedException {
    Phaser phaser = new Phaser(2);
    Action a =
        () -> {
          phaser.arrive();
          data++;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfSynchronizers.data")
  static void differentLatches() throws InterruptedException {
    CountDownLatch one = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    other.countDown();
    Threads.together(
        () -> {
          data = 1;
          one.countDown();
        },
        () -> {
          other.await();
          read();
        });
  }

  /** Only what is before the count reaches zero happens before {@code await} returns. */
  @Racy("Parcel.content")
  static void latchThatIsOpenAlready() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    open.countDown();
    Handover.by(open::countDown, open::await);
  }

  // ---- what is handed over and kept

  @Racy("Parcel.content")
  static void keptAfterTheExchange() throws InterruptedException {
    Exchanger<Parcel> exchanger = new Exchanger<>();
    Threads.together(
        () -> {
          Parcel mine = new Parcel();
          exchanger.exchange(mine);
          mine.content = 1;
        },
        () -> exchanger.exchange(new Parcel()).content = 2);
  }

  @Racy("Parcel.content")
  static void keptAfterPut() throws InterruptedException {
    BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    Threads.together(
        () -> {
          Parcel mine = new Parcel();
          queue.put(mine);
          mine.content = 1;
        },
        () -> queue.take().content = 2);
  }

  @Racy("Parcel.content")
  static void onlyPeekedAt() throws InterruptedException {
    BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    queue.add(new Parcel());
    Action a = () -> queue.peek().content++;
    Threads.together(a, a);
  }

  @Racy("Parcel.content")
  static void putTwice() throws InterruptedException {
    BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    Parcel p = new Parcel();
    queue.add(p);
    queue.add(p);
    Action a = () -> queue.take().content++;
    Threads.together(a, a);
  }
}
