package conformance;

import dev.signalbox.check.engine.explore.Foreign;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How threads go away when an execution is over, where they are threads of the operating system.
 */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "CatchAndPrintStackTrace"})
public final class Leaving {
  private static int count;

  private Leaving() {}

  /** Waits in each way, holds what it can, and cleans up behind itself; at last nobody goes on. */
  static void stuck() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch never = new CountDownLatch(1);
    Object monitor = new Object();
    Threads.start(
        "locks",
        () -> {
          lock.lock();
          try {
            never.await();
          } finally {
            lock.unlock();
            System.out.println("unlocked");
          }
        });
    Threads.start("queues", lock::lock);
    Threads.start(
        "waits",
        () -> {
          synchronized (monitor) {
            monitor.wait();
          }
        });
    Thread interrupted = Threads.start("interrupted", lock::lock);
    interrupted.interrupt();
    Executors.newFixedThreadPool(2).submit(Threads.unchecked(never::await));
    ForkJoinPool.commonPool().submit(Threads.unchecked(never::await));
    Thread.ofVirtual().start(Threads.unchecked(never::await));
    never.await();
  }

  /** A thread that swallows whatever ends it. */
  static void stubborn() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Threads.start(
        "stubborn",
        () -> {
          while (true) {
            try {
              never.await();
            } catch (Throwable t) {
              continue;
            }
          }
        });
    never.await();
  }

  /** Runs what has no hook. */
  static void foreign() throws InterruptedException {
    Thread t = new Foreign(() -> count++);
    t.start();
    t.join();
  }

  /** Ends while a daemon computes between two scheduling points. */
  static void daemon() {
    Threads.startDaemon(
        "daemon",
        () -> {
          while (true) {
            count++;
          }
        });
  }
}
