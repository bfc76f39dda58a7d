package conformance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** Plain data handed over by concurrent maps, sets and lists: put happens before found. */
public final class HappensBeforeMaps {
  private static int data;

  private HappensBeforeMaps() {}

  private static void putAndGet(ConcurrentMap<String, Parcel> map) throws InterruptedException {
    Hint.inOrder(
        () -> map.put("a", new Parcel(7)),
        () -> {
          assert map.get("a").content == 7;
        });
  }

  private static void addAndIterate(Collection<String> collection) throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          collection.add("a");
        },
        () -> {
          for (String s : collection) {
            data += s.length();
          }
          assert data == 2;
        });
  }

  // ---- ConcurrentHashMap

  @Clean
  static void hashMap() throws InterruptedException {
    putAndGet(new ConcurrentHashMap<>());
  }

  @Clean
  static void foundOrNot() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Threads.together(
        () -> map.put("a", new Parcel(7)),
        () -> {
          Parcel p = map.get("a");
          assert p == null || p.content == 7;
        });
  }

  @Clean
  static void putIfAbsent() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Action a =
        () -> {
          Parcel mine = new Parcel(7);
          Parcel other = map.putIfAbsent("a", mine);
          assert other == null || other.content == 7;
        };
    Threads.together(a, a);
  }

  @Clean
  static void computeIfAbsent() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Action a =
        () -> {
          assert map.computeIfAbsent("a", _ -> new Parcel(7)).content == 7;
        };
    Threads.together(a, a, a);
  }

  @Clean
  static void computeOnWhatIsPresent() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>(Map.of("a", new Parcel(0)));
    Action a = () -> map.computeIfPresent("a", (_, p) -> new Parcel(p.content + 1));
    Threads.together(a, a, a);
    assert map.get("a").content == 3;
  }

  @Clean
  static void computeInPlace() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Action a =
        () ->
            map.compute(
                "a",
                (_, old) -> {
                  Parcel p = old == null ? new Parcel() : old;
                  p.content++;
                  return p;
                });
    Threads.together(a, a, a);
    assert map.get("a").content == 3;
  }

  @Clean
  static void merge() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Action a =
        () -> map.merge("a", new Parcel(1), (old, mine) -> new Parcel(old.content + mine.content));
    Threads.together(a, a, a);
    assert map.get("a").content == 3;
  }

  @Clean
  static void replaceAndRemove() throws InterruptedException {
    ConcurrentMap<String, Parcel> map = new ConcurrentHashMap<>(Map.of("a", new Parcel(1)));
    Hint.inOrder(
        () -> map.replace("a", new Parcel(7)),
        () -> {
          assert map.remove("a").content == 7;
        });
  }

  @Clean
  static void forEach() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Hint.inOrder(
        () -> map.put("a", new Parcel(7)),
        () ->
            map.forEach(
                (_, p) -> {
                  assert p.content == 7;
                }));
  }

  @Clean
  static void iterationOfValues() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Threads.together(
        () -> map.put("a", new Parcel(7)),
        () -> map.put("b", new Parcel(7)),
        () -> {
          for (Parcel p : map.values()) {
            assert p.content == 7;
          }
        });
  }

  @Clean
  static void iterationOfEntries() throws InterruptedException {
    Map<String, Parcel> map = new ConcurrentHashMap<>();
    Hint.inOrder(
        () -> map.put("a", new Parcel(7)),
        () -> {
          for (Map.Entry<String, Parcel> e : map.entrySet()) {
            assert e.getValue().content == 7;
          }
        });
  }

  @Clean
  static void bulkReduction() throws InterruptedException {
    ConcurrentHashMap<String, Parcel> map = new ConcurrentHashMap<>();
    Hint.inOrder(
        () -> map.put("a", new Parcel(3)),
        () -> map.put("b", new Parcel(4)),
        () -> {
          int sum = map.reduceValuesToInt(Long.MAX_VALUE, p -> p.content, 0, Integer::sum);
          assert sum == 7;
        });
  }

  @Clean
  static void keySet() throws InterruptedException {
    addAndIterate(ConcurrentHashMap.newKeySet());
  }

  @Clean
  static void setOfParcels() throws InterruptedException {
    Set<Parcel> set = ConcurrentHashMap.newKeySet();
    Threads.together(
        () -> set.add(new Parcel(7)),
        () -> set.add(new Parcel(7)),
        () -> {
          for (Parcel p : set) {
            assert p.content == 7;
          }
        });
  }

  @Clean
  static void throughTwoMaps() throws InterruptedException {
    Map<String, Parcel> first = new ConcurrentHashMap<>();
    Map<String, Parcel> second = new ConcurrentHashMap<>();
    Hint.inOrder(
        () -> first.put("a", new Parcel(7)),
        () -> second.put("b", first.get("a")),
        () -> {
          assert second.get("b").content == 7;
        });
  }

  // ---- skip lists

  @Clean
  static void skipListMap() throws InterruptedException {
    putAndGet(new ConcurrentSkipListMap<>());
  }

  @Clean
  static void firstOfASkipList() throws InterruptedException {
    ConcurrentSkipListMap<Integer, Parcel> map = new ConcurrentSkipListMap<>();
    Hint.inOrder(
        () -> map.put(1, new Parcel(7)),
        () -> {
          assert map.firstEntry().getValue().content == 7;
          assert map.pollFirstEntry().getValue().content == 7;
        });
  }

  @Clean
  static void skipListSet() throws InterruptedException {
    addAndIterate(new ConcurrentSkipListSet<>());
  }

  @Clean
  static void pollOfASkipListSet() throws InterruptedException {
    ConcurrentSkipListSet<String> set = new ConcurrentSkipListSet<>();
    Hint.inOrder(
        () -> {
          data = 1;
          set.add("a");
        },
        () -> {
          assert set.pollFirst() != null && data == 1;
        });
  }

  // ---- copy on write

  @Clean
  static void copyOnWriteList() throws InterruptedException {
    addAndIterate(new CopyOnWriteArrayList<>());
  }

  @Clean
  static void copyOnWriteSet() throws InterruptedException {
    addAndIterate(new CopyOnWriteArraySet<>());
  }

  @Clean
  static void elementOfACopyOnWriteList() throws InterruptedException {
    List<Parcel> list = new CopyOnWriteArrayList<>();
    Threads.together(
        () -> list.add(new Parcel(7)),
        () -> {
          Hint.until(() -> !list.isEmpty());
          assert list.get(0).content == 7;
        });
  }
}
