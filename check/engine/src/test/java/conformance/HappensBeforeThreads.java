package conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Plain data handed over by threads themselves: start, end, interrupt, and what is theirs alone.
 */
@SuppressWarnings({"ThreadJoinLoop", "WaitNotInLoop"})
public final class HappensBeforeThreads {
  private static int data;
  private static volatile boolean open;

  private HappensBeforeThreads() {}

  private static void isWritten() {
    assert data == 1 : data;
  }

  private static void write() {
    data = 1;
  }

  // ---- start

  @Clean
  static void start() throws InterruptedException {
    Thread t = Threads.create("t", () -> isWritten());
    data = 1;
    t.start();
    t.join();
  }

  @Clean
  static void startOfAVirtualThread() throws InterruptedException {
    Thread t = Thread.ofVirtual().unstarted(() -> isWritten());
    data = 1;
    t.start();
    t.join();
  }

  @Clean
  static void startByAThirdThread() throws InterruptedException {
    Thread grandchild = Threads.create("grandchild", () -> isWritten());
    Thread child = Threads.create("child", grandchild::start);
    data = 1;
    child.start();
    child.join();
    grandchild.join();
  }

  private static final class Worker extends Thread {
    private int number;

    @Override
    public void run() {
      number *= 3;
    }
  }

  @Clean
  static void fieldsOfASubclass() throws InterruptedException {
    Worker w = new Worker();
    w.number = 7;
    w.start();
    w.join();
    assert w.number == 21;
  }

  // ---- end

  @Clean
  static void join() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    t.join();
    isWritten();
  }

  @Clean
  static void joinOfAVirtualThread() throws InterruptedException {
    Thread t = Thread.startVirtualThread(() -> write());
    t.join();
    isWritten();
  }

  @Clean
  static void joinOfTheEnded() throws InterruptedException {
    Hint written = new Hint();
    Thread t =
        Threads.start(
            "t",
            () -> {
              data = 1;
              written.give();
            });
    written.await();
    t.join();
    isWritten();
  }

  @Clean
  static void joinByAnother() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    Threads.together(
        () -> {
          t.join();
          isWritten();
        },
        () -> {
          t.join();
          isWritten();
        });
  }

  @Clean
  static void timedJoinAndNotAlive() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    t.join(50);
    if (!t.isAlive()) {
      isWritten();
    }
    t.join();
  }

  @Clean
  static void timedJoinThatTellsSo() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    if (t.join(Duration.ofMillis(50))) {
      isWritten();
    }
    t.join();
  }

  @Clean
  static void timedJoinOfAVirtualThread() throws InterruptedException {
    Thread t = Thread.startVirtualThread(() -> write());
    if (t.join(Duration.ofMillis(50))) {
      isWritten();
    }
    t.join();
  }

  @Clean
  static void notAlive() {
    Thread t = Threads.start("t", () -> write());
    Hint.until(() -> !t.isAlive());
    isWritten();
  }

  @Clean
  static void terminated() {
    Thread t = Threads.start("t", () -> write());
    Hint.until(() -> t.getState() == Thread.State.TERMINATED);
    isWritten();
  }

  @Clean
  static void endOfAVirtualThreadIsSeenByAnother() throws InterruptedException {
    Thread t = Thread.startVirtualThread(() -> write());
    Threads.together(
        () -> {
          Hint.until(() -> !t.isAlive());
          isWritten();
        });
  }

  @Clean
  static void endByAnException() throws InterruptedException {
    Thread t =
        Threads.create(
            "t",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    t.setUncaughtExceptionHandler((_, _) -> write());
    t.start();
    t.join();
    isWritten();
  }

  private static final class Group extends ThreadGroup {
    Group() {
      super("group");
    }

    @Override
    public void uncaughtException(Thread t, Throwable e) {
      write();
    }
  }

  @Clean
  static void endByAnExceptionThatTheGroupHandles() throws InterruptedException {
    Thread t =
        new Thread(
            new Group(),
            () -> {
              throw new IllegalStateException("on purpose");
            });
    t.start();
    t.join();
    isWritten();
  }

  // ---- interrupt

  private static void interrupts(Action seesIt) throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              seesIt.run();
              isWritten();
            });
    data = 1;
    t.interrupt();
    t.join();
  }

  private static void endsByInterrupt(Action wait) throws InterruptedException {
    interrupts(
        () -> {
          try {
            wait.run();
            throw new AssertionError("it returned");
          } catch (InterruptedException e) {
            assert !Thread.currentThread().isInterrupted();
          }
        });
  }

  @Clean
  static void isInterrupted() throws InterruptedException {
    interrupts(() -> Hint.until(() -> Thread.currentThread().isInterrupted()));
  }

  @Clean
  static void interrupted() throws InterruptedException {
    interrupts(() -> Hint.until(Thread::interrupted));
  }

  @Clean
  static void interruptEndsSleep() throws InterruptedException {
    endsByInterrupt(() -> Thread.sleep(1_000_000_000));
  }

  @Clean
  static void interruptEndsWait() throws InterruptedException {
    Object monitor = new Object();
    endsByInterrupt(
        () -> {
          synchronized (monitor) {
            while (true) {
              monitor.wait();
            }
          }
        });
  }

  @Clean
  static void interruptEndsJoin() throws InterruptedException {
    Thread forever = Threads.startDaemon("forever", () -> Thread.sleep(Long.MAX_VALUE));
    endsByInterrupt(() -> forever.join());
  }

  @Clean
  static void interruptIsSeenByAThirdThread() throws InterruptedException {
    Hint done = new Hint();
    Thread t = Threads.start("t", done::await);
    Threads.together(
        () -> {
          data = 1;
          t.interrupt();
        },
        () -> {
          Hint.until(t::isInterrupted);
          isWritten();
          done.give();
        });
    t.join();
  }

  // ---- park

  @Clean
  static void flagAndUnpark() throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              while (!open) {
                LockSupport.park();
              }
              isWritten();
            });
    data = 1;
    open = true;
    LockSupport.unpark(t);
    t.join();
  }

  // ---- thread locals

  private static final ThreadLocal<Parcel> OWN = ThreadLocal.withInitial(Parcel::new);
  private static final InheritableThreadLocal<Parcel> INHERITED = new InheritableThreadLocal<>();

  @Clean
  static void threadLocalsAreNotShared() throws InterruptedException {
    Action a =
        () -> {
          OWN.get().content++;
          assert OWN.get().content++ == 1;
        };
    OWN.get().content = 5;
    Threads.together(a, a);
    assert OWN.get().content == 5;
  }

  @Clean
  static void inheritedThreadLocal() throws InterruptedException {
    Parcel parcel = new Parcel(7);
    INHERITED.set(parcel);
    Thread t =
        Threads.create(
            "t",
            () -> {
              assert INHERITED.get().content == 8;
            });
    parcel.content++;
    t.start();
    t.join();
    INHERITED.remove();
  }
}
