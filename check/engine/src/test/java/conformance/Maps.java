package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Concurrent maps, sets and lists. */
@SuppressWarnings({"LockNotBeforeTry", "UnnecessaryAsync"})
public final class Maps {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static int counter;

  private Maps() {}

  @Clean
  static void computeIsAtomic() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("k", 0));
    Action a =
        () -> {
          for (int i = 0; i < 2; i++) {
            map.compute(
                "k",
                (k, v) -> {
                  counter++;
                  return v + 1;
                });
          }
        };
    Threads.together(a, a);
    assert map.get("k") == 4 && counter == 4;
  }

  @Clean
  static void mergeIsAtomic() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Action a = () -> map.merge("k", 1, Integer::sum);
    Threads.together(a, a, a);
    assert map.get("k") == 3;
  }

  @Planted(Kind.ASSERTION)
  static void getAndPutIsNot() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("k", 0));
    Action a = () -> map.put("k", map.get("k") + 1);
    Threads.together(a, a);
    assert map.get("k") == 2;
  }

  @Clean
  static void computeIfAbsentComputesOnce() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Action a =
        () -> {
          int v = map.computeIfAbsent("k", k -> CALLS.incrementAndGet());
          assert v == 1;
        };
    Threads.together(a, a, a);
    assert CALLS.get() == 1;
  }

  @Planted(Kind.ASSERTION)
  static void putIfMissingComputesTwice() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Action a =
        () -> {
          if (!map.containsKey("k")) {
            map.put("k", CALLS.incrementAndGet());
          }
        };
    Threads.together(a, a);
    assert CALLS.get() == 1;
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void computeThatWaitsForALockOfAnotherCompute() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("k", 0));
    Threads.together(
        () ->
            map.compute(
                "k",
                (k, v) -> {
                  LOCK.lock();
                  LOCK.unlock();
                  return 1;
                }),
        () -> {
          LOCK.lock();
          map.compute("k", (k, v) -> 2);
          LOCK.unlock();
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void computeWithinCompute() throws InterruptedException {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Threads.together(() -> map.computeIfAbsent("k", k -> map.computeIfAbsent("k", j -> 1)));
  }

  @Clean
  static void mapGrowsUnderWriters() throws InterruptedException {
    Map<Integer, Integer> map = new ConcurrentHashMap<>(2);
    Threads.together(() -> fill(map, 0), () -> fill(map, 100), () -> fill(map, 200));
    assert map.size() == 60;
  }

  private static void fill(Map<Integer, Integer> map, int from) {
    for (int i = from; i < from + 20; i++) {
      map.put(i, i);
    }
  }

  /** All in one bin: the map makes trees of them. */
  private record Collides(int i) implements Comparable<Collides> {
    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public int compareTo(Collides other) {
      return Integer.compare(i, other.i);
    }
  }

  @Clean(executions = 100)
  static void treeBins() throws InterruptedException {
    Map<Collides, Integer> map = new ConcurrentHashMap<>(128);
    for (int i = 0; i < 10; i++) {
      map.put(new Collides(i), i);
    }
    Threads.together(
        () -> {
          for (int i = 0; i < 10; i++) {
            map.remove(new Collides(i));
          }
        },
        () -> {
          for (int i = 10; i < 20; i++) {
            map.put(new Collides(i), i);
          }
        },
        () -> {
          for (int i = 0; i < 20; i += 3) {
            Integer v = map.get(new Collides(i));
            assert v == null || v == i;
          }
        });
    assert map.size() == 10;
  }

  @Clean(executions = 50)
  static void bulkOperationsInParallel() {
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
    for (int i = 1; i <= 40; i++) {
      map.put(i, i);
    }
    map.forEach(1, (k, v) -> CALLS.addAndGet(v));
    assert CALLS.get() == 820;
    assert map.reduceValues(1, Integer::sum) == 820;
    assert map.search(1, (k, v) -> v == 7 ? k : null) == 7;
    assert map.reduceValuesToLong(1, v -> v, 0, Long::sum) == 820;
  }

  @Clean
  static void keySetOfAMap() throws InterruptedException {
    var set = ConcurrentHashMap.<String>newKeySet();
    Action a =
        () -> {
          if (set.add("x")) {
            CALLS.incrementAndGet();
          }
        };
    Threads.together(a, a, a);
    assert CALLS.get() == 1;
  }

  @Clean
  static void iterationWhileOthersWrite() throws InterruptedException {
    Map<Integer, Integer> map = new ConcurrentHashMap<>(Map.of(1, 1, 2, 2));
    Threads.together(
        () -> {
          for (Map.Entry<Integer, Integer> e : map.entrySet()) {
            assert e.getKey().equals(e.getValue());
          }
        },
        () -> map.put(3, 3),
        () -> map.remove(1));
    assert map.size() == 2;
  }

  @Clean
  static void skipListMapIsSorted() throws InterruptedException {
    ConcurrentSkipListMap<Integer, String> map = new ConcurrentSkipListMap<>();
    Threads.together(
        () -> map.put(3, "c"), () -> map.put(1, "a"), () -> map.merge(2, "b", String::concat));
    assert map.firstKey() == 1 && map.lastKey() == 3 && List.copyOf(map.values()).size() == 3;
    assert String.join("", map.values()).equals("abc");
  }

  @Clean
  static void skipListSetPollsEachOnce() throws InterruptedException {
    ConcurrentSkipListSet<Integer> set = new ConcurrentSkipListSet<>(List.of(1, 2));
    Action a = () -> CALLS.addAndGet(set.pollFirst());
    Threads.together(a, a);
    assert CALLS.get() == 3 && set.isEmpty();
  }

  @Clean
  static void copyOnWriteListIteratesOverASnapshot() throws InterruptedException {
    CopyOnWriteArrayList<Integer> list = new CopyOnWriteArrayList<>(List.of(1, 2));
    Threads.together(
        () -> {
          Iterator<Integer> i = list.iterator();
          int size = list.size();
          int seen = 0;
          while (i.hasNext()) {
            i.next();
            seen++;
          }
          assert seen <= size && seen >= 2;
        },
        () -> list.add(3),
        () -> list.addIfAbsent(3));
    assert list.size() >= 3 && list.size() <= 4;
  }

  @Clean
  static void copyOnWriteSet() throws InterruptedException {
    CopyOnWriteArraySet<Integer> set = new CopyOnWriteArraySet<>();
    Threads.together(() -> set.add(1), () -> set.add(1), () -> set.add(2));
    assert set.size() == 2;
  }

  // ---- maps and lists that are not made for it

  @Planted(value = Kind.EXCEPTION, type = "java.util.ConcurrentModificationException")
  static void arrayListWhileIterating() throws InterruptedException {
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    Threads.together(
        () -> {
          for (int i : list) {
            counter += i;
          }
        },
        () -> list.add(4));
  }
}
