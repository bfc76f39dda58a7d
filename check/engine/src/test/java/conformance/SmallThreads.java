package conformance;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Small programs: threads, pools, time, class initializers, the end of the program. */
public final class SmallThreads extends Small {
  private SmallThreads() {}

  static void joins() throws InterruptedException {
    Thread a = new Thread(() -> x = 1);
    Thread b =
        new Thread(
            () -> {
              try {
                a.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              y = x;
            });
    b.start();
    a.start();
    b.join();
    print(y, a.isAlive());
  }

  static void alive() throws InterruptedException {
    Thread a = new Thread(() -> x = 1);
    a.start();
    boolean alive = a.isAlive();
    print(alive, x);
    a.join();
  }

  static void timedJoin() throws InterruptedException {
    Thread a =
        new Thread(
            () -> {
              x = 1;
              x = 2;
            });
    a.start();
    a.join(5);
    print(x, a.isAlive());
  }

  static void interrupts() throws InterruptedException {
    Thread a =
        new Thread(
            () -> {
              x = 1;
              try {
                Thread.sleep(10);
                y = 1;
              } catch (InterruptedException e) {
                y = 2;
              }
            });
    a.start();
    z = x;
    a.interrupt();
    a.join();
    print(y, z);
  }

  static void parks() throws InterruptedException {
    Thread main = Thread.currentThread();
    Thread a =
        new Thread(
            () -> {
              x = 1;
              LockSupport.unpark(main);
              x = 2;
            });
    a.start();
    LockSupport.park();
    print(x);
    a.join();
  }

  static void sleepers() throws InterruptedException {
    together(
        () -> {
          Thread.sleep(10);
          x = y;
        },
        () -> {
          y = 1;
          Thread.sleep(5);
          y = 2;
          Thread.sleep(10);
          y = 3;
        });
    print(x, y);
  }

  static void clocks() throws InterruptedException {
    Object lock = new Object();
    long start = System.nanoTime();
    long[] seenAt = new long[1];
    together(
        () -> {
          synchronized (lock) {
            lock.wait(10);
          }
        },
        () -> {
          x = 1;
          seenAt[0] = System.nanoTime() - start;
        });
    print(seenAt[0]);
  }

  static void executor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<?> a = pool.submit(() -> x++);
    Future<?> b = pool.submit(() -> x++);
    a.get();
    b.get();
    pool.shutdown();
    print(x);
  }

  static void completableFuture() {
    CompletableFuture<Integer> f = CompletableFuture.supplyAsync(() -> ++x);
    y = x;
    print(f.join(), y);
  }

  static void daemonAtTheEnd() throws InterruptedException {
    Thread d =
        new Thread(
            () -> {
              x = 1;
              y = 1;
            });
    d.setDaemon(true);
    d.start();
    print(x, y);
  }

  static void exitInBetween() throws InterruptedException {
    new Thread(() -> x = 1).start();
    if (x == 0) {
      print("exit");
      System.exit(0);
    }
    print(x);
  }

  static void failsSometimes() throws InterruptedException {
    together(
        () -> x = 1,
        () -> {
          if (x == 0) {
            throw new IllegalStateException();
          }
        });
    print(x);
  }

  static final class Lazy {
    static int value = x;

    private Lazy() {}
  }

  static void classInitializers() throws InterruptedException {
    together(() -> x = 1, () -> y = Lazy.value, () -> z = Lazy.value);
    print(y, z);
  }

  static void virtualThreads() throws InterruptedException {
    Thread a = Thread.startVirtualThread(() -> x++);
    Thread b = Thread.startVirtualThread(() -> x++);
    a.join();
    b.join();
    print(x);
  }

  static void threadsOfThreads() throws InterruptedException {
    Action body =
        () -> {
          Thread t = new Thread(() -> seen += Thread.currentThread().getName());
          t.start();
          t.join();
        };
    together(body, body);
    print(seen);
  }

  private static void increment() {
    LOCK.lock();
    x = x * 2 + (Thread.currentThread().getName().equals("a") ? 1 : 2);
    LOCK.unlock();
  }

  private static final ReentrantLock LOCK = new ReentrantLock();

  static void threadsOfBuilders() throws InterruptedException {
    Thread a = Thread.ofPlatform().name("a").start(SmallThreads::increment);
    Thread b = Thread.ofVirtual().name("b").start(SmallThreads::increment);
    a.join();
    b.join();
    print(x);
  }
}
