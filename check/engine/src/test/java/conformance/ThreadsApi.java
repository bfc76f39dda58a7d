package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The class Thread: life, states, names, groups, handlers. */
@SuppressWarnings({
  "ReferenceEquality",
  "StaticGuardedByInstance",
  "ThreadPriorityCheck",
  "WaitNotInLoop"
})
public final class ThreadsApi {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static volatile boolean open;
  private static int counter;

  private ThreadsApi() {}

  private static final class Worker extends Thread {
    private int result;

    Worker(String name) {
      super(name);
    }

    @Override
    public void run() {
      assert Thread.currentThread() == this && getName().equals("worker");
      result = 7;
    }
  }

  @Clean
  static void subclass() throws InterruptedException {
    Worker w = new Worker("worker");
    w.start();
    w.join();
    assert w.result == 7;
  }

  private static final class Counts extends AtomicInteger {
    private static final long serialVersionUID = 1L;

    int twice() {
      return 2 * get();
    }
  }

  private interface Twice extends java.util.function.Supplier<Integer>, java.util.Queue<Integer> {
    int twice();
  }

  private static final class TwiceQueue extends java.util.ArrayDeque<Integer> implements Twice {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer get() {
      return peek();
    }

    @Override
    public int twice() {
      return 2 * get();
    }
  }

  @Planted(Kind.ASSERTION)
  static void methodsInheritedFromTheJdk() throws InterruptedException {
    Counts counts = new Counts();
    Threads.together(() -> counts.set(counts.get() + 1), () -> counts.set(counts.get() + 1));
    assert counts.twice() == 4;
  }

  @Planted(Kind.ASSERTION)
  static void methodsInheritedFromAnInterfaceOfTheJdk() throws InterruptedException {
    Twice queue = new TwiceQueue();
    Action a =
        () -> {
          if (queue.size() == 0) {
            queue.add(1);
          }
        };
    Threads.together(a, a);
    assert queue.size() == 1 && queue.twice() == 2;
  }

  @Planted(Kind.ASSERTION)
  static void subclassWithoutJoin() {
    Worker w = new Worker("worker");
    w.start();
    assert w.result == 7;
  }

  @Planted(Kind.ASSERTION)
  static void runInsteadOfStart() throws InterruptedException {
    Thread other = Threads.start("other", () -> counter++);
    Thread t = new Thread(() -> COUNT.set((int) Thread.currentThread().threadId()));
    Runnable mistaken = t;
    mistaken.run();
    other.join();
    assert COUNT.get() == t.threadId();
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalThreadStateException")
  static void startedTwice() {
    Thread t = new Thread(() -> counter++);
    t.start();
    t.start();
  }

  @Clean
  static void namesAndNumbersAreTheSameInEachExecution() throws InterruptedException {
    Thread t = new Thread(() -> counter++);
    Thread u = new Thread(() -> COUNT.incrementAndGet());
    System.out.println(t.getName() + " " + t.threadId() + " " + u);
    assert u.threadId() == t.threadId() + 1;
    t.start();
    u.start();
    t.join();
    u.join();
  }

  @Clean
  static void builders() throws InterruptedException {
    Thread platform =
        Thread.ofPlatform().name("p").daemon().priority(7).start(COUNT::incrementAndGet);
    Thread numbered = Thread.ofPlatform().name("n-", 5).unstarted(COUNT::incrementAndGet);
    numbered.start();
    Thread made = Thread.ofPlatform().name("f-", 0).factory().newThread(COUNT::incrementAndGet);
    made.start();
    platform.join();
    numbered.join();
    made.join();
    assert platform.isDaemon() && platform.getPriority() == 7 && numbered.getName().equals("n-5");
    assert made.getName().equals("f-0") && COUNT.get() == 3;
  }

  @Clean
  static void groupsAndEnumeration() throws InterruptedException {
    ThreadGroup group = new ThreadGroup("group");
    Thread t = new Thread(group, () -> counter++, "member");
    assert t.getThreadGroup() == group;
    t.start();
    t.join();
    assert t.getThreadGroup() == null && group.getParent() != null;
  }

  @Clean
  static void contextClassLoaderIsInherited() throws InterruptedException {
    ClassLoader mine = Thread.currentThread().getContextClassLoader();
    Threads.together(
        () -> {
          assert Thread.currentThread().getContextClassLoader() == mine;
        });
    assert mine == ThreadsApi.class.getClassLoader();
  }

  // ---- states

  @Clean
  static void newAndTerminated() throws InterruptedException {
    Thread t = Threads.create("t", () -> counter++);
    assert t.getState() == Thread.State.NEW && !t.isAlive();
    t.start();
    Thread.State s = t.getState();
    assert s == Thread.State.RUNNABLE || s == Thread.State.TERMINATED;
    t.join();
    assert t.getState() == Thread.State.TERMINATED && !t.isAlive();
  }

  private static void reaches(Thread t, Thread.State state) {
    while (t.getState() != state) {
      assert t.isAlive();
      Thread.yield();
    }
  }

  @Clean
  static void blockedAndWaiting() throws InterruptedException {
    Object lock = new Object();
    Thread t;
    synchronized (lock) {
      t =
          Threads.start(
              "t",
              () -> {
                synchronized (lock) {
                  while (!open) {
                    lock.wait();
                  }
                }
              });
      reaches(t, Thread.State.BLOCKED);
    }
    reaches(t, Thread.State.WAITING);
    synchronized (lock) {
      open = true;
      lock.notify();
    }
    t.join();
  }

  @Clean
  static void waitingInParkAndJoin() throws InterruptedException {
    Thread parked =
        Threads.start(
            "parked",
            () -> {
              while (!open) {
                LockSupport.park();
              }
            });
    Thread joins = Threads.start("joins", () -> parked.join());
    reaches(joins, Thread.State.WAITING);
    reaches(parked, Thread.State.WAITING);
    open = true;
    LockSupport.unpark(parked);
    joins.join();
    assert !parked.isAlive();
  }

  @Clean
  static void timedWaiting() throws InterruptedException {
    Object lock = new Object();
    Thread sleeps = Threads.start("sleeps", () -> Thread.sleep(1_000_000_000));
    Thread waits =
        Threads.start(
            "waits",
            () -> {
              synchronized (lock) {
                lock.wait(1_000_000_000);
              }
            });
    Thread parks = Threads.start("parks", () -> LockSupport.parkNanos(Long.MAX_VALUE));
    reaches(sleeps, Thread.State.TIMED_WAITING);
    reaches(waits, Thread.State.TIMED_WAITING);
    reaches(parks, Thread.State.TIMED_WAITING);
    LockSupport.unpark(parks);
    parks.join();
    sleeps.join();
    waits.join();
  }

  // ---- join, sleep, yield

  @Clean
  static void joinVariants() throws InterruptedException {
    Thread t = Threads.start("t", () -> Thread.sleep(10_000));
    long start = System.nanoTime();
    t.join(1000);
    assert t.isAlive() && System.nanoTime() - start >= 1_000_000_000L;
    t.join(500, 1);
    assert t.isAlive();
    assert !t.join(Duration.ofSeconds(1));
    assert t.join(Duration.ofMinutes(1));
    t.join();
    t.join(0);
    assert !t.isAlive() && System.nanoTime() - start < 60_000_000_000L;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalThreadStateException")
  static void joinOfAThreadThatWasNotStarted() throws InterruptedException {
    Threads.create("t", () -> counter++).join(Duration.ofSeconds(1));
  }

  @Clean
  static void sleepVariants() throws InterruptedException {
    Action a =
        () -> {
          long start = System.nanoTime();
          Thread.sleep(1000);
          Thread.sleep(1000, 500);
          Thread.sleep(Duration.ofDays(365));
          Thread.sleep(0);
          assert System.nanoTime() - start == 2_000_000_500L + Duration.ofDays(365).toNanos();
        };
    Threads.together(a);
  }

  @Clean(races = true)
  static void sleepersWakeInOrder() throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    Threads.together(
        () -> {
          Thread.sleep(30_000);
          order.add(3);
        },
        () -> {
          Thread.sleep(10_000);
          order.add(1);
        },
        () -> {
          Thread.sleep(20_000);
          order.add(2);
        });
    assert order.equals(List.of(1, 2, 3)) : order;
  }

  @Clean
  static void yieldAndSpinWait() throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              Thread.yield();
              open = true;
            });
    while (!open) {
      Thread.yield();
      Thread.onSpinWait();
    }
    t.join();
  }

  @Clean
  static void holdsLock() throws InterruptedException {
    Object lock = new Object();
    Action a =
        () -> {
          assert !Thread.holdsLock(lock);
          synchronized (lock) {
            assert Thread.holdsLock(lock);
          }
          assert !Thread.holdsLock(lock);
        };
    Threads.together(a, a);
  }

  // ---- daemons and handlers

  @Clean
  static void daemonsAreLeftBehind() throws InterruptedException {
    Thread t =
        Threads.startDaemon(
            "ticker",
            () -> {
              while (true) {
                Thread.sleep(1000);
                COUNT.incrementAndGet();
              }
            });
    Thread.sleep(5500);
    assert t.isAlive() && COUNT.get() == 5 : COUNT;
  }

  @Clean
  static void daemonIsInherited() throws InterruptedException {
    Thread t =
        Threads.startDaemon(
            "parent",
            () -> {
              assert new Thread(() -> counter++).isDaemon();
            });
    t.join();
    assert !new Thread(() -> counter++).isDaemon();
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void uncaught() throws InterruptedException {
    Threads.together(
        () -> {
          throw new IllegalStateException("on purpose");
        });
  }

  @Planted(value = Kind.ASSERTION)
  static void uncaughtAssertionOfADaemon() throws InterruptedException {
    Thread t =
        Threads.startDaemon(
            "daemon",
            () -> {
              throw new AssertionError("on purpose");
            });
    t.join();
  }

  @Clean
  static void handlerOfTheThread() throws InterruptedException {
    Thread t =
        Threads.create(
            "t",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    t.setUncaughtExceptionHandler(
        (thread, e) -> {
          assert thread == t && Thread.currentThread() == t;
          COUNT.addAndGet(e.getMessage().length());
        });
    t.start();
    t.join();
    assert COUNT.get() == 10;
  }

  @Clean
  static void handlerOfAll() throws InterruptedException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> COUNT.incrementAndGet());
    Threads.together(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    Thread.setDefaultUncaughtExceptionHandler(before);
    assert COUNT.get() == 1;
  }

  @Clean
  static void handlerOfTheGroup() throws InterruptedException {
    ThreadGroup group =
        new ThreadGroup("group") {
          @Override
          public void uncaughtException(Thread t, Throwable e) {
            COUNT.incrementAndGet();
          }
        };
    Thread t =
        new Thread(
            group,
            () -> {
              throw new IllegalStateException("on purpose");
            });
    t.start();
    t.join();
    assert COUNT.get() == 1;
  }
}
