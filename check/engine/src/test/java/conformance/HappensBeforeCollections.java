package conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Collections that synchronize themselves, that are guarded, or that nobody changes any more. */
@SuppressWarnings("JdkObsolete")
public final class HappensBeforeCollections {
  private static final Map<String, Integer> FILLED = new HashMap<>();
  private static final Map<String, Integer> CONSTANT = Map.of("a", 1, "b", 2);

  static {
    FILLED.put("a", 1);
  }

  private HappensBeforeCollections() {}

  // ---- that synchronize themselves

  @Clean
  static void synchronizedList() throws InterruptedException {
    List<Parcel> list = Collections.synchronizedList(new ArrayList<>());
    Handover.by(() -> list.add(new Parcel(7)), () -> Handover.isTrue(list.get(0).content == 7));
  }

  @Clean
  static void synchronizedListUnderItsMonitor() throws InterruptedException {
    List<Parcel> list = Collections.synchronizedList(new ArrayList<>());
    Action add = () -> list.add(new Parcel(7));
    Threads.together(
        add,
        add,
        () -> {
          synchronized (list) {
            for (Parcel p : list) {
              assert p.content == 7;
            }
          }
        });
  }

  @Clean
  static void synchronizedMap() throws InterruptedException {
    Map<String, Parcel> map = Collections.synchronizedMap(new HashMap<>());
    Handover.by(
        () -> map.put("a", new Parcel(7)), () -> Handover.isTrue(map.get("a").content == 7));
  }

  @Clean
  static void synchronizedMapUnderItsMonitor() throws InterruptedException {
    Map<String, Integer> map = Collections.synchronizedMap(new TreeMap<>());
    Threads.together(
        () -> map.put("a", 1),
        () -> map.merge("a", 1, Integer::sum),
        () -> {
          synchronized (map) {
            for (int i : map.values()) {
              assert i <= 2;
            }
          }
        });
  }

  @Clean
  static void vector() throws InterruptedException {
    Vector<String> vector = new Vector<>();
    Handover.by(() -> vector.add("a"), () -> Handover.isTrue(!vector.isEmpty()));
  }

  @Clean
  static void hashtable() throws InterruptedException {
    Map<String, String> table = new Hashtable<>();
    Handover.by(() -> table.put("a", "b"), () -> Handover.isTrue(table.containsKey("a")));
  }

  @Clean
  static void stringBuffer() throws InterruptedException {
    StringBuffer buffer = new StringBuffer();
    Handover.by(() -> buffer.append("a"), () -> Handover.isTrue(buffer.length() == 1));
  }

  // ---- that are guarded

  @Clean
  static void mapGuardedByALock() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Lock lock = new ReentrantLock();
    Action a =
        () -> {
          lock.lock();
          try {
            map.merge("a", 1, Integer::sum);
          } finally {
            lock.unlock();
          }
        };
    Threads.together(a, a);
    assert map.get("a") == 2;
  }

  @Clean
  static void listGuardedByAMonitor() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    Action a =
        () -> {
          synchronized (list) {
            list.add(list.size());
          }
        };
    Threads.together(
        a,
        a,
        () -> {
          synchronized (list) {
            assert list.isEmpty() || list.get(0) == 0;
          }
        });
    assert list.equals(List.of(0, 1));
  }

  @Clean
  static void dequeBetweenProducerAndConsumer() throws InterruptedException {
    Deque<Parcel> deque = new ArrayDeque<>();
    Threads.together(
        () -> {
          synchronized (deque) {
            while (deque.isEmpty()) {
              deque.wait();
            }
            assert deque.pop().content == 7;
          }
        },
        () -> {
          synchronized (deque) {
            deque.push(new Parcel(7));
            deque.notify();
          }
        });
  }

  @Clean
  static void leastRecentlyUsedGuarded() throws InterruptedException {
    Map<String, Integer> map = new LinkedHashMap<>(4, 0.75f, true);
    map.put("a", 1);
    map.put("b", 2);
    Action a =
        () -> {
          synchronized (map) {
            assert map.get("a") == 1;
          }
        };
    Threads.together(a, a);
  }

  @Clean
  static void viewUnderTheMonitorOfItsMap() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1, "b", 2));
    Threads.together(
        () -> {
          synchronized (map) {
            map.put("c", 3);
          }
        },
        () -> {
          synchronized (map) {
            map.keySet().removeIf(k -> k.equals("a"));
          }
        });
    assert map.size() == 2;
  }

  @Clean
  static void bitsGuarded() throws InterruptedException {
    BitSet bits = new BitSet();
    Threads.together(
        () -> {
          synchronized (bits) {
            bits.set(1);
          }
        },
        () -> {
          synchronized (bits) {
            bits.set(2);
          }
        });
    assert bits.cardinality() == 2;
  }

  // ---- that nobody changes any more

  @Clean
  static void filledByTheInitializer() throws InterruptedException {
    Action a =
        () -> {
          assert FILLED.get("a") == 1 && FILLED.containsKey("a");
        };
    Threads.together(a, a);
  }

  @Clean
  static void filledBeforeStart() throws InterruptedException {
    Map<String, Parcel> map = new HashMap<>();
    List<Integer> list = new ArrayList<>();
    map.put("a", new Parcel(7));
    list.add(8);
    Action a =
        () -> {
          for (Parcel p : map.values()) {
            assert p.content == 7;
          }
          assert list.get(0) == 8 && list.contains(8) && map.size() == 1;
        };
    Threads.together(a, a, a);
    map.clear();
    list.clear();
  }

  @Clean
  static void immutable() throws InterruptedException {
    List<Parcel> list = List.of(new Parcel(7));
    Action a =
        () -> {
          assert CONSTANT.get("b") == 2 && CONSTANT.size() == 2;
          assert list.get(0).content == 7;
        };
    Threads.together(a, a);
  }

  @Clean
  static void unmodifiableView() throws InterruptedException {
    List<Integer> list = new ArrayList<>(List.of(1, 2));
    List<Integer> view = Collections.unmodifiableList(list);
    Action a =
        () -> {
          int sum = 0;
          for (int i : view) {
            sum += i;
          }
          assert sum == 3;
        };
    Threads.together(a, a);
  }

  @Clean
  static void handedOnByJoin() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Action a =
        () -> {
          list.add(1);
          text.append("a");
        };
    Threads.together(a);
    Threads.together(a);
    assert list.size() == 2 && text.toString().equals("aa");
  }

  @Clean
  static void eachItsOwn() throws InterruptedException {
    Action a =
        () -> {
          Map<String, Integer> map = new HashMap<>();
          map.put("a", 1);
          StringBuilder text = new StringBuilder().append(map);
          assert text.toString().equals("{a=1}");
        };
    Threads.together(a, a);
  }
}
