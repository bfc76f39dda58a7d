package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What may end a wait before its time: spurious wake-ups and short timeouts. */
@SuppressWarnings({"LockNotBeforeTry", "StaticGuardedByInstance", "WaitNotInLoop"})
public final class WakeUps {
  private static boolean ready;
  private static volatile boolean open;

  private WakeUps() {}

  @Planted(Kind.ASSERTION)
  static void ifRoundWait() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          synchronized (lock) {
            if (!ready) {
              lock.wait();
            }
            assert ready;
          }
        },
        () -> {
          synchronized (lock) {
            ready = true;
            lock.notify();
          }
        });
  }

  @Clean(executions = 2000)
  static void whileRoundWait() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          synchronized (lock) {
            while (!ready) {
              lock.wait();
            }
            assert ready;
          }
        },
        () -> {
          synchronized (lock) {
            ready = true;
            lock.notify();
          }
        });
  }

  @Planted(Kind.ASSERTION)
  static void ifRoundPark() throws InterruptedException {
    Thread t =
        Threads.start(
            "parked",
            () -> {
              if (!open) {
                LockSupport.park();
              }
              assert open;
            });
    open = true;
    LockSupport.unpark(t);
    t.join();
  }

  @Clean(executions = 2000)
  static void whileRoundPark() throws InterruptedException {
    Thread t =
        Threads.start(
            "parked",
            () -> {
              while (!open) {
                LockSupport.park();
              }
            });
    open = true;
    LockSupport.unpark(t);
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void shortTimeoutOfALatch() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread t = Threads.start("worker", done::countDown);
    assert done.await(1, TimeUnit.MILLISECONDS);
    t.join();
  }

  @Clean(executions = 2000)
  static void longTimeoutOfALatch() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread t =
        Threads.start(
            "worker",
            () -> {
              for (int i = 0; i < 10; i++) {
                open = !open;
              }
              done.countDown();
            });
    assert done.await(5, TimeUnit.SECONDS);
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void shortTimeoutOfAQueue() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Thread t = Threads.start("producer", () -> queue.put("x"));
    assert queue.poll(20, TimeUnit.MILLISECONDS) != null;
    t.join();
  }

  @Clean(executions = 2000)
  static void longTimeoutOfAQueue() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Thread t = Threads.start("producer", () -> queue.put("x"));
    assert queue.poll(5, TimeUnit.SECONDS) != null;
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void shortTimeoutOfWait() throws InterruptedException {
    Object lock = new Object();
    Thread t =
        Threads.start(
            "worker",
            () -> {
              synchronized (lock) {
                ready = true;
                lock.notify();
              }
            });
    synchronized (lock) {
      if (!ready) {
        lock.wait(10);
      }
      assert ready;
    }
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void shortTimeoutOfACondition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    Thread t =
        Threads.start(
            "worker",
            () -> {
              lock.lock();
              ready = true;
              changed.signal();
              lock.unlock();
            });
    lock.lock();
    boolean timely = ready || changed.await(10, TimeUnit.MILLISECONDS);
    lock.unlock();
    assert timely;
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void shortTimeoutOfJoin() throws InterruptedException {
    Thread t = Threads.start("worker", () -> open = true);
    t.join(5);
    assert !t.isAlive();
  }

  @Clean(executions = 2000)
  static void longTimeoutOfJoin() throws InterruptedException {
    Thread t = Threads.start("worker", () -> open = true);
    t.join(5_000);
    assert !t.isAlive();
  }

  @Clean
  static void aTimeoutEndsWhenNobodyElseCanGoOn() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long start = System.nanoTime();
    Threads.together(
        () -> {
          assert !never.await(7, TimeUnit.HOURS);
        });
    assert System.nanoTime() - start >= TimeUnit.HOURS.toNanos(7);
  }
}
