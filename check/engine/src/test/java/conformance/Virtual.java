package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads, by every way to make them. */
@SuppressWarnings({"FutureReturnValueIgnored", "LockNotBeforeTry"})
public final class Virtual {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Object MONITOR = new Object();
  private static int counter;
  private static volatile boolean open;

  private Virtual() {}

  @Clean
  static void allWaysToMakeThem() throws InterruptedException {
    Runnable r =
        () -> {
          assert Thread.currentThread().isVirtual() && Thread.currentThread().isDaemon();
          COUNT.incrementAndGet();
        };
    Thread[] threads = {
      Thread.startVirtualThread(r),
      Thread.ofVirtual().name("named").start(r),
      Thread.ofVirtual().name("n-", 1).unstarted(r),
      Thread.ofVirtual().factory().newThread(r),
    };
    threads[2].start();
    threads[3].start();
    for (Thread t : threads) {
      t.join();
    }
    assert COUNT.get() == 4;
    assert threads[1].getName().equals("named") && threads[2].getName().equals("n-1");
    assert threads[0].getName().isEmpty();
    assert threads[0].getThreadGroup() == null || !threads[0].isAlive();
  }

  @Clean
  static void inMonitors() throws InterruptedException {
    Thread[] threads = new Thread[3];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                synchronized (MONITOR) {
                  counter++;
                }
              });
    }
    for (Thread t : threads) {
      t.join();
    }
    assert counter == 3;
  }

  @Planted(Kind.ASSERTION)
  static void race() throws InterruptedException {
    Thread a = Thread.startVirtualThread(() -> counter++);
    Thread b = Thread.startVirtualThread(() -> counter++);
    a.join();
    b.join();
    assert counter == 2;
  }

  @Clean
  static void executor() {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        pool.submit(
            () -> {
              Thread.sleep(Duration.ofSeconds(1));
              return COUNT.incrementAndGet();
            });
      }
    }
    assert COUNT.get() == 4;
  }

  @Clean
  static void sleepJoinInterruptPark() throws InterruptedException {
    Thread sleeps =
        Thread.startVirtualThread(
            () -> {
              try {
                Thread.sleep(Duration.ofDays(1));
              } catch (InterruptedException e) {
                COUNT.incrementAndGet();
              }
            });
    Thread parks =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!open) {
                    LockSupport.park();
                  }
                });
    sleeps.interrupt();
    assert sleeps.join(Duration.ofMinutes(1));
    open = true;
    LockSupport.unpark(parks);
    parks.join();
    assert COUNT.get() == 1;
    assert sleeps.getState() == Thread.State.TERMINATED;
  }

  @Clean
  static void waitAndNotify() throws InterruptedException {
    Thread t =
        Thread.startVirtualThread(
            Threads.unchecked(
                () -> {
                  synchronized (MONITOR) {
                    while (counter == 0) {
                      MONITOR.wait();
                    }
                  }
                }));
    synchronized (MONITOR) {
      counter = 1;
      MONITOR.notifyAll();
    }
    t.join();
  }

  @Planted(Kind.DEADLOCK)
  static void deadlock() throws InterruptedException {
    ReentrantLock x = new ReentrantLock();
    Thread a =
        Thread.ofVirtual()
            .name("a")
            .start(
                () -> {
                  synchronized (MONITOR) {
                    x.lock();
                    x.unlock();
                  }
                });
    Thread b =
        Thread.ofVirtual()
            .name("b")
            .start(
                () -> {
                  x.lock();
                  synchronized (MONITOR) {
                    counter++;
                  }
                  x.unlock();
                });
    a.join();
    b.join();
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void uncaught() throws InterruptedException {
    Thread.startVirtualThread(
            () -> {
              throw new IllegalStateException("on purpose");
            })
        .join();
  }

  @Clean
  static void factoryWithHandlerAndLocals() throws InterruptedException {
    ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 5);
    ThreadFactory factory =
        Thread.ofVirtual()
            .name("v")
            .uncaughtExceptionHandler((t, e) -> COUNT.incrementAndGet())
            .factory();
    Thread t =
        factory.newThread(
            () -> {
              assert local.get() == 5;
              throw new IllegalStateException("on purpose");
            });
    t.start();
    t.join();
    assert COUNT.get() == 1;
  }

  @Clean
  static void manyAtOnce() throws InterruptedException {
    Semaphore all = new Semaphore(0);
    for (int i = 0; i < 20; i++) {
      Thread.startVirtualThread(all::release);
    }
    all.acquire(20);
  }
}
