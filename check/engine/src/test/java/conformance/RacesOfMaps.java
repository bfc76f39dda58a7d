package conformance;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Maps and sets that two threads use with nothing that orders them. */
public final class RacesOfMaps {
  private RacesOfMaps() {}

  private static void putAndPut(Map<String, Integer> map) throws InterruptedException {
    Threads.together(() -> map.put("a", 1), () -> map.put("b", 2));
  }

  private static <M extends Map<String, Integer>> M filled(M map) {
    map.put("a", 1);
    map.put("b", 2);
    return map;
  }

  // ---- HashMap

  @Racy("HashMap")
  static void putAndPut() throws InterruptedException {
    putAndPut(new HashMap<>());
  }

  @Racy("HashMap")
  static void putAndPutOfTheSameKey() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Threads.together(() -> map.put("a", 5), () -> map.put("a", 6));
  }

  @Racy("HashMap")
  static void putAndGet() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Threads.together(
        () -> map.put("a", 1),
        () -> {
          Integer _ = map.get("a");
        });
  }

  @Racy("HashMap")
  static void putAndContainsKey() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Threads.together(
        () -> map.put("a", 1),
        () -> {
          boolean _ = map.containsKey("b");
        });
  }

  @Racy("HashMap")
  static void removeAndIsEmpty() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Threads.together(
        () -> map.remove("a"),
        () -> {
          boolean _ = map.isEmpty();
        });
  }

  @Racy("HashMap")
  static void putAndIterate() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Threads.together(() -> map.put("c", 3), () -> RacesOfCollections.iterate(map.entrySet()));
  }

  @Racy("HashMap")
  static void computeIfAbsentTwice() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Action a = () -> map.computeIfAbsent("a", _ -> 1);
    Threads.together(a, a);
  }

  @Racy("HashMap")
  static void mergeTwice() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Action a = () -> map.merge("a", 1, Integer::sum);
    Threads.together(a, a);
  }

  @Racy("HashMap")
  static void keySetOfAMap() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Set<String> keys = map.keySet();
    Threads.together(() -> map.put("c", 3), () -> RacesOfCollections.iterate(keys));
  }

  @Racy("HashMap")
  static void removeByTheKeySet() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Set<String> keys = map.keySet();
    Threads.together(
        () -> keys.remove("a"),
        () -> {
          Integer _ = map.get("a");
        });
  }

  @Racy("HashMap")
  static void valuesOfAMap() throws InterruptedException {
    Map<String, Integer> map = filled(new HashMap<>());
    Threads.together(
        () -> map.remove("a"),
        () -> {
          boolean _ = map.values().contains(2);
        });
  }

  @Racy("HashMap")
  static void synchronizedMapIteratedWithoutItsMonitor() throws InterruptedException {
    Map<String, Integer> map = Collections.synchronizedMap(filled(new HashMap<>()));
    Hint.inOrder(() -> RacesOfCollections.iterate(map.keySet()), () -> map.put("c", 3));
  }

  @Racy("HashMap")
  static void mapUnderAMonitorOfOneSide() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Threads.together(
        () -> {
          synchronized (map) {
            map.put("a", 1);
          }
        },
        () -> map.put("b", 2));
  }

  @Racy("HashMap")
  static void filledAfterStart() throws InterruptedException {
    Map<String, Integer> map = new HashMap<>();
    Thread t =
        Threads.start(
            "t",
            () -> {
              Integer _ = map.get("a");
            });
    map.put("a", 1);
    t.join();
  }

  // ---- others

  @Racy("HashSet")
  static void hashSet() throws InterruptedException {
    Set<Integer> set = new HashSet<>();
    Threads.together(() -> set.add(1), () -> set.add(2));
  }

  @Racy("HashSet")
  static void hashSetThatIsAsked() throws InterruptedException {
    Set<Integer> set = new HashSet<>();
    Threads.together(
        () -> set.add(1),
        () -> {
          boolean _ = set.contains(1);
        });
  }

  @Racy("LinkedHashSet")
  static void linkedHashSet() throws InterruptedException {
    Set<Integer> set = new LinkedHashSet<>();
    Threads.together(() -> set.add(1), () -> set.add(1));
  }

  @Racy("TreeMap")
  static void treeMap() throws InterruptedException {
    putAndPut(new TreeMap<>());
  }

  @Racy("TreeMap")
  static void viewOfATreeMap() throws InterruptedException {
    NavigableMap<String, Integer> map = filled(new TreeMap<>());
    NavigableMap<String, Integer> tail = map.tailMap("b", true);
    Threads.together(
        () -> tail.put("c", 3),
        () -> {
          Object _ = map.firstEntry();
        });
  }

  @Racy("TreeSet")
  static void treeSet() throws InterruptedException {
    TreeSet<Integer> set = new TreeSet<>();
    Threads.together(() -> set.add(1), () -> set.pollFirst());
  }

  @Racy("IdentityHashMap")
  static void identityHashMap() throws InterruptedException {
    putAndPut(new IdentityHashMap<>());
  }

  @Racy("WeakHashMap")
  static void weakHashMap() throws InterruptedException {
    putAndPut(new WeakHashMap<>());
  }

  @Racy("EnumMap")
  static void enumMap() throws InterruptedException {
    Map<TimeUnit, Integer> map = new EnumMap<>(TimeUnit.class);
    Threads.together(() -> map.put(TimeUnit.DAYS, 1), () -> map.put(TimeUnit.DAYS, 2));
  }

  @Racy("LinkedHashMap")
  static void linkedHashMap() throws InterruptedException {
    putAndPut(new LinkedHashMap<>());
  }

  /** With the order of access, {@code get} writes. */
  @Racy("LinkedHashMap")
  static void leastRecentlyUsed() throws InterruptedException {
    Map<String, Integer> map = filled(new LinkedHashMap<>(4, 0.75f, true));
    Threads.together(() -> map.get("a"), () -> map.get("b"));
  }

  // ---- ConcurrentHashMap: it is thread-safe, its values are not

  @Racy("Parcel.content")
  static void valueThatChangesLater() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Threads.together(
        () -> {
          Parcel p = new Parcel(1);
          map.put("a", p);
          p.content = 2;
        },
        () -> {
          Hint.until(() -> map.containsKey("a"));
          int _ = map.get("a").content;
        });
  }

  /** It is not this thread's value that the other one finds. */
  @Racy("Parcel.content")
  static void putIfAbsentThatFails() throws InterruptedException {
    Map<String, String> map = new ConcurrentHashMap<>(Map.of("a", "b"));
    Handover.by(() -> map.putIfAbsent("a", "c"), () -> map.get("a"));
  }

  @Racy("Parcel.content")
  static void valueThatIsChangedInPlace() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>(Map.of("a", new Parcel()));
    Action a = () -> map.get("a").content++;
    Threads.together(a, a);
  }

  @Racy("Parcel.content")
  static void valueThatIsComputedAndThenChanged() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Action a = () -> map.computeIfAbsent("a", _ -> new Parcel()).content++;
    Threads.together(a, a);
  }
}
