package conformance;

import java.util.concurrent.CountDownLatch;

/** Data of a thread that is not waited for, and of thread locals that are not local. */
@SuppressWarnings({"ThreadJoinLoop", "UnusedVariable"})
public final class RacesOfThreads {
  private static final Parcel SHARED = new Parcel();
  private static final ThreadLocal<Parcel> LOCAL = ThreadLocal.withInitial(() -> SHARED);
  private static final InheritableThreadLocal<Parcel> INHERITED = new InheritableThreadLocal<>();
  private static int data;

  private RacesOfThreads() {}

  private static void read() {
    int _ = data;
  }

  private static void write() {
    data = 1;
  }

  @Racy("RacesOfThreads.data")
  static void writtenAfterStart() throws InterruptedException {
    Thread t = Threads.start("t", () -> read());
    data = 1;
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void readBeforeJoin() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    read();
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void joinOfAnotherThread() throws InterruptedException {
    Thread t = Threads.start("t", () -> write());
    Thread other = Threads.start("other", () -> Thread.yield());
    other.join();
    read();
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void readBeforeJoinOfAVirtualThread() throws InterruptedException {
    Thread t = Thread.startVirtualThread(() -> write());
    read();
    t.join();
  }

  /** The child cannot end before main has read. */
  @Racy("RacesOfThreads.data")
  static void timedJoinThatRanOut() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Thread t =
        Threads.start(
            "t",
            () -> {
              data = 1;
              go.await();
            });
    t.join(10);
    read();
    go.countDown();
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void stillAlive() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Thread t =
        Threads.start(
            "t",
            () -> {
              data = 1;
              go.await();
            });
    if (t.isAlive() && t.getState() != Thread.State.TERMINATED) {
      read();
    }
    go.countDown();
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void sleep() throws InterruptedException {
    Threads.together(
        () -> write(),
        () -> {
          Thread.sleep(1000);
          read();
        });
  }

  @Racy("RacesOfThreads.data")
  static void yielding() throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          Thread.yield();
        },
        () -> {
          Thread.yield();
          read();
        });
  }

  @Racy("RacesOfThreads.data")
  static void interruptThatNobodyLooksAt() throws InterruptedException {
    Thread t = Threads.start("t", () -> read());
    data = 1;
    t.interrupt();
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void writtenAfterInterrupt() throws InterruptedException {
    Thread t =
        Threads.start(
            "t",
            () -> {
              Hint.until(Thread::interrupted);
              read();
            });
    t.interrupt();
    data = 1;
    t.join();
  }

  @Racy("RacesOfThreads.data")
  static void handlersOfTwoThreads() throws InterruptedException {
    Thread one = failing();
    Thread two = failing();
    one.join();
    two.join();
  }

  private static Thread failing() {
    Thread t =
        Threads.create(
            "failing",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    t.setUncaughtExceptionHandler((_, _) -> data++);
    t.start();
    return t;
  }

  // ---- thread locals

  @Racy("Parcel.content")
  static void threadLocalOfASharedObject() throws InterruptedException {
    Action a = () -> LOCAL.get().content++;
    Threads.together(a, a);
  }

  @Racy("Parcel.content")
  static void inheritedObject() throws InterruptedException {
    INHERITED.set(new Parcel());
    Thread t = Threads.start("t", () -> INHERITED.get().content++);
    INHERITED.get().content++;
    t.join();
    INHERITED.remove();
  }
}
