package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Calls by method reference are as visible as calls by lambda. */
@SuppressWarnings("StaticGuardedByInstance")
public final class References {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static boolean ready;

  private References() {}

  @Planted(Kind.ASSERTION)
  static void ofAnObject() throws InterruptedException {
    IntSupplier get = COUNT::get;
    Consumer<Integer> set = COUNT::set;
    Action a = () -> set.accept(get.getAsInt() + 1);
    Threads.together(a, a);
    assert COUNT.get() == 2;
  }

  @Planted(Kind.ASSERTION)
  static void ofAType() throws InterruptedException {
    ToIntFunction<AtomicInteger> get = AtomicInteger::get;
    BiConsumer<AtomicInteger, Integer> set = AtomicInteger::set;
    Action a = () -> set.accept(COUNT, get.applyAsInt(COUNT) + 1);
    Threads.together(a, a);
    assert COUNT.get() == 2;
  }

  @Planted(Kind.ASSERTION)
  static void asTheWholeThread() throws InterruptedException {
    CountDownLatch one = new CountDownLatch(1);
    CountDownLatch two = new CountDownLatch(1);
    Threads.together(
        one::countDown,
        two::countDown,
        () -> {
          assert two.getCount() >= one.getCount();
        });
  }

  @Clean
  static void ofLocksAndThreads() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      threads.add(
          Threads.create(
              "t" + i,
              () -> {
                Runnable take = lock::lock;
                Runnable give = lock::unlock;
                take.run();
                COUNT.set(COUNT.get() + 1);
                give.run();
              }));
    }
    threads.forEach(Thread::start);
    for (Thread t : threads) {
      Action join = t::join;
      try {
        join.run();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    assert COUNT.get() == 2;
  }

  @Clean
  static void ofMonitors() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          Action await = lock::wait;
          synchronized (lock) {
            while (!ready) {
              await.run();
            }
          }
        },
        () -> {
          Runnable wake = lock::notifyAll;
          synchronized (lock) {
            ready = true;
            wake.run();
          }
        });
  }

  @Clean
  static void ofTheClock() throws InterruptedException {
    LongSupplier nanos = System::nanoTime;
    LongSupplier millis = System::currentTimeMillis;
    long start = nanos.getAsLong();
    Threads.together(() -> Thread.sleep(5000));
    assert nanos.getAsLong() - start == 5_000_000_000L;
    assert millis.getAsLong() == System.currentTimeMillis();
  }

  /** Has references among its default methods. */
  private interface Counts {
    default IntSupplier next() {
      return COUNT::incrementAndGet;
    }

    static BiFunction<AtomicInteger, Integer, Integer> adds() {
      return AtomicInteger::addAndGet;
    }
  }

  @Clean
  static void inAnInterface() throws InterruptedException {
    Counts counts = new Counts() {};
    Threads.together(
        () -> {
          assert counts.next().getAsInt() > 0;
        },
        () -> {
          assert Counts.adds().apply(COUNT, 5) > 0;
        });
    assert COUNT.get() == 6;
  }

  @Clean
  static void ofASubclass() throws InterruptedException {
    class Two extends Thread {
      @Override
      public void run() {
        COUNT.addAndGet(2);
      }
    }
    List<Two> threads = List.of(new Two(), new Two());
    threads.forEach(Two::start);
    Two last = threads.get(1);
    Action join = last::join;
    for (Two t : threads) {
      t.join();
    }
    try {
      join.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assert COUNT.get() == 4;
  }
}
