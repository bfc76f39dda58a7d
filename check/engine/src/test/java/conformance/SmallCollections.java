package conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;

/** Small programs: collections of the JDK that threads share. */
public final class SmallCollections extends Small {
  private SmallCollections() {}

  static void concurrentMap() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    together(
        () -> map.merge("a", 1, Integer::sum),
        () -> {
          Integer v = map.get("a");
          map.put("a", v == null ? 10 : v + 20);
        });
    print(map.get("a"));
  }

  static void callbackOfAMap() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    together(
        () ->
            map.computeIfAbsent(
                "a",
                k -> {
                  x++;
                  return x + y;
                }),
        () -> {
          y = 10;
          x = map.size();
        });
    print(map.get("a"), x);
  }

  static void textOfAList() throws InterruptedException {
    List<String> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          seen = "seen " + list;
        },
        () -> list.add("a"));
    print(seen);
  }

  static void textOfAListByMethod() throws InterruptedException {
    List<String> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          seen = list.toString();
        },
        () -> list.add("a"));
    print(seen);
  }

  static void copyOfAList() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          y = new ArrayList<>(list).size();
        },
        () -> list.add(7));
    print(y);
  }

  static void streamOfAList() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1)));
    together(
        () -> {
          var stream = list.stream();
          x = 1;
          y = stream.mapToInt(i -> i).sum();
        },
        () -> list.add(7));
    print(y);
  }

  static void iterators() throws InterruptedException {
    Map<Integer, Integer> map = new HashMap<>();
    map.put(1, 1);
    together(
        () -> {
          Iterator<Integer> i = map.keySet().iterator();
          while (i.hasNext()) {
            x += i.next();
          }
        },
        () -> map.put(2, 2));
    print(x);
  }

  static void vector() throws InterruptedException {
    Vector<Integer> v = new Vector<>();
    together(
        () -> {
          synchronized (v) {
            if (v.isEmpty()) {
              v.add(1);
            }
          }
        },
        () -> {
          if (v.isEmpty()) {
            v.add(2);
          }
        });
    print(v.size(), v.get(0));
  }

  static void deque() throws InterruptedException {
    ArrayDeque<Integer> d = new ArrayDeque<>();
    together(() -> d.addFirst(1), () -> d.addLast(2), () -> x = d.size());
    print(d.peekFirst(), x);
  }

  static void callbackOfAVector() throws InterruptedException {
    Vector<Integer> v = new Vector<>(List.of(1, 2));
    together(() -> v.forEach(i -> x += i), () -> y = x);
    print(x, y);
  }
}
