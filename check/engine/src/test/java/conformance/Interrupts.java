package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An interrupt ends each wait that says so, before it starts or in it. */
@SuppressWarnings({"StaticGuardedByInstance", "WaitNotInLoop"})
public final class Interrupts {
  private static int ended;

  private Interrupts() {}

  private static void interrupted(Action wait) throws InterruptedException {
    Thread t =
        Threads.start(
            "waiter",
            () -> {
              try {
                wait.run();
                throw new AssertionError("it returned");
              } catch (InterruptedException e) {
                assert !Thread.currentThread().isInterrupted();
                ended++;
              }
            });
    t.interrupt();
    t.join();
    assert ended == 1;
  }

  @Clean
  static void sleep() throws InterruptedException {
    interrupted(() -> Thread.sleep(1_000_000_000));
  }

  @Clean
  static void sleepOfNoTime() throws InterruptedException {
    Threads.together(
        () -> {
          Thread.currentThread().interrupt();
          try {
            Thread.sleep(0);
            throw new AssertionError("it returned");
          } catch (InterruptedException e) {
            ended++;
          }
        });
    assert ended == 1;
  }

  @Clean
  static void waitOfAMonitor() throws InterruptedException {
    Object lock = new Object();
    interrupted(
        () -> {
          synchronized (lock) {
            while (true) {
              lock.wait();
            }
          }
        });
  }

  @Clean
  static void timedWaitOfAMonitor() throws InterruptedException {
    Object lock = new Object();
    interrupted(
        () -> {
          synchronized (lock) {
            lock.wait(1_000_000_000);
          }
        });
  }

  @Clean
  static void join() throws InterruptedException {
    Thread forever = Threads.startDaemon("forever", () -> Thread.sleep(Long.MAX_VALUE));
    interrupted(() -> forever.join());
  }

  @Clean
  static void timedJoin() throws InterruptedException {
    Thread forever = Threads.startDaemon("forever", () -> Thread.sleep(Long.MAX_VALUE));
    interrupted(() -> forever.join(1_000_000_000));
  }

  @Clean
  static void semaphore() throws InterruptedException {
    interrupted(new Semaphore(0)::acquire);
  }

  @Clean
  static void latch() throws InterruptedException {
    interrupted(new CountDownLatch(1)::await);
  }

  @Clean
  static void barrier() throws InterruptedException {
    interrupted(
        () -> {
          try {
            new CyclicBarrier(2).await();
          } catch (BrokenBarrierException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Clean
  static void phaser() throws InterruptedException {
    interrupted(() -> new Phaser(1).awaitAdvanceInterruptibly(0));
  }

  @Clean
  static void exchanger() throws InterruptedException {
    interrupted(() -> new Exchanger<String>().exchange("x"));
  }

  @Clean
  static void queues() throws InterruptedException {
    interrupted(new ArrayBlockingQueue<>(1)::take);
  }

  @Clean
  static void handOff() throws InterruptedException {
    interrupted(() -> new SynchronousQueue<>().put(1));
  }

  @Clean
  static void transfer() throws InterruptedException {
    interrupted(() -> new LinkedTransferQueue<>().transfer(1));
  }

  @Clean
  static void timedPoll() throws InterruptedException {
    interrupted(() -> new ArrayBlockingQueue<>(1).poll(1, TimeUnit.DAYS));
  }

  @Clean
  static void futures() throws InterruptedException {
    interrupted(() -> new CompletableFuture<>().get());
  }

  @Clean
  static void futureTask() throws InterruptedException {
    interrupted(() -> new FutureTask<>(() -> 1).get());
  }

  @Clean
  static void statusIsKeptUntilAsked() throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              assert Thread.interrupted();
              assert !Thread.interrupted();
            });
    t.interrupt();
    t.join();
    assert !t.isInterrupted();
  }

  @Clean
  static void monitorEntryIsNotInterrupted() throws InterruptedException {
    Object lock = new Object();
    Thread t;
    synchronized (lock) {
      t =
          Threads.start(
              "t",
              () -> {
                synchronized (lock) {
                  assert Thread.interrupted();
                  ended++;
                }
              });
      t.interrupt();
      assert ended == 0;
    }
    t.join();
    assert ended == 1;
  }

  @Planted(Kind.DEADLOCK)
  static void interruptIsSwallowed() throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              try {
                Thread.sleep(1000);
              } catch (InterruptedException e) {
                ended++;
              }
              new Semaphore(0).acquire();
            });
    t.interrupt();
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void notifiedOrInterrupted() throws InterruptedException {
    Object lock = new Object();
    Thread t =
        Threads.start(
            "t",
            () -> {
              synchronized (lock) {
                try {
                  while (ended == 0) {
                    lock.wait();
                  }
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
    synchronized (lock) {
      ended = 1;
      lock.notify();
    }
    t.interrupt();
    t.join();
  }

  @Clean
  static void parkReturnsAtOnceWhenInterrupted() throws InterruptedException {
    Threads.together(
        () -> {
          Thread.currentThread().interrupt();
          LockSupport.park();
          LockSupport.parkNanos(1_000_000_000_000L);
          assert Thread.currentThread().isInterrupted();
        });
  }
}
