package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The program is called back by the JDK, and waits there for another thread. */
@SuppressWarnings({"JdkObsolete", "ThreadPriorityCheck"})
public final class Callbacks {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final CountDownLatch OPEN = new CountDownLatch(1);
  private static final Object MONITOR = new Object();
  private static int counter;

  private Callbacks() {}

  private static void await() {
    try {
      OPEN.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    CALLS.incrementAndGet();
  }

  @Clean
  static void inComputeOfAMap() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Action a =
        () ->
            map.compute(
                "k",
                (k, v) -> {
                  await();
                  return v == null ? 1 : v + 1;
                });
    Threads.together(a, a, () -> OPEN.countDown());
    assert map.get("k") == 2;
  }

  @Clean
  static void inComputeOfSeveralKeys() throws InterruptedException {
    Map<Integer, Integer> map = new ConcurrentHashMap<>();
    Threads.together(
        () -> map.computeIfAbsent(1, k -> wait(k)),
        () -> map.computeIfAbsent(2, k -> wait(k)),
        () -> map.computeIfAbsent(3, k -> wait(k)),
        () -> map.put(1, 9),
        () -> OPEN.countDown());
    assert map.size() == 3 && map.get(3) == 3 && CALLS.get() >= 2;
  }

  private static int wait(int k) {
    await();
    return k;
  }

  @Clean
  static void withTheProgramsMonitor() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Action a =
        () ->
            map.merge(
                "k",
                1,
                (x, y) -> {
                  synchronized (MONITOR) {
                    counter++;
                    return x + y;
                  }
                });
    Threads.together(
        a,
        a,
        a,
        () -> {
          synchronized (MONITOR) {
            counter++;
            Thread.yield();
            counter++;
          }
        });
    assert map.get("k") == 3 && counter == 4;
  }

  @Clean
  static void inASynchronizedList() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
    Threads.together(() -> list.forEach(i -> await()), () -> list.add(3), () -> OPEN.countDown());
    assert list.size() == 3 && CALLS.get() >= 2;
  }

  @Clean
  static void inAVector() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1, 2));
    Threads.together(
        () -> vector.forEach(i -> await()), () -> vector.add(3), () -> OPEN.countDown());
    assert vector.size() == 3 && CALLS.get() >= 2;
  }

  @Clean
  static void inAHashtable() throws InterruptedException {
    Hashtable<String, Integer> table = new Hashtable<>();
    Threads.together(
        () -> table.computeIfAbsent("k", k -> wait(1)),
        () -> table.put("j", 2),
        () -> OPEN.countDown());
    assert table.size() == 2;
  }

  @Planted(Kind.DEADLOCK)
  static void inAVectorForALockOfItsUser() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1, 2));
    Semaphore one = new Semaphore(1);
    Threads.together(
        () ->
            vector.forEach(
                i -> {
                  one.acquireUninterruptibly();
                  one.release();
                }),
        () -> {
          one.acquireUninterruptibly();
          vector.add(3);
          one.release();
        });
  }

  /** Waits when it is turned into text. */
  private static final class Waits {
    @Override
    public String toString() {
      await();
      return "x";
    }
  }

  @Clean
  static void inToString() throws InterruptedException {
    StringBuffer buffer = new StringBuffer();
    Threads.together(
        () -> buffer.append(new Waits()),
        () -> buffer.append("y"),
        () -> OPEN.countDown(),
        () -> {
          assert ("<" + new Waits() + ">").equals("<x>");
        });
    assert buffer.length() == 2;
  }

  @Clean
  static void inAStream() throws InterruptedException {
    Threads.together(
        () -> {
          int sum = IntStream.range(0, 3).peek(i -> await()).sum();
          assert sum == 3;
        },
        () -> OPEN.countDown());
    assert CALLS.get() <= 3;
  }

  @Clean
  static void inAComparator() throws InterruptedException {
    Integer[] array = {3, 1, 2};
    Threads.together(
        () ->
            Arrays.sort(
                array,
                (x, y) -> {
                  await();
                  return Integer.compare(x, y);
                }),
        () -> OPEN.countDown());
    assert array[0] == 1 && array[2] == 3;
  }

  @Clean
  static void byReflection() throws Exception {
    Threads.together(
        () -> Callbacks.class.getDeclaredMethod("await").invoke(null),
        () -> {
          assert Made.class.getDeclaredConstructor().newInstance() != null;
        },
        () -> OPEN.countDown());
    assert CALLS.get() == 2;
  }

  private static final class Made {
    Made() {
      await();
    }
  }

  @Clean
  static void byProxy() throws InterruptedException {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          await();
          return null;
        };
    Runnable r =
        (Runnable)
            Proxy.newProxyInstance(
                Callbacks.class.getClassLoader(), new Class<?>[] {Runnable.class}, handler);
    Threads.together(r::run, () -> OPEN.countDown());
    assert CALLS.get() == 1;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "main"})
  static void inComputeAndNeverOpened() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Threads.together(() -> map.computeIfAbsent("k", k -> wait(1)));
  }

  @Planted(Kind.DEADLOCK)
  static void inComputeAndDeafToErrors() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Threads.together(
        () ->
            map.computeIfAbsent(
                "k",
                k -> {
                  while (true) {
                    try {
                      await();
                      return 1;
                    } catch (Throwable e) {
                      counter++;
                    }
                  }
                }));
  }
}
