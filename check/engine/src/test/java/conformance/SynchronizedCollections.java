package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.Vector;

/** Classes of the JDK that synchronize by their own monitor, which the program may take too. */
@SuppressWarnings({"JdkObsolete", "ListRemoveAmbiguous", "StaticGuardedByInstance"})
public final class SynchronizedCollections {
  private static int counter;

  private SynchronizedCollections() {}

  @Clean
  static void vector() throws InterruptedException {
    Vector<Integer> vector = new Vector<>();
    Action a =
        () -> {
          vector.add(1);
          vector.addElement(2);
        };
    Threads.together(a, a);
    assert vector.size() == 4;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.util.ConcurrentModificationException")
  static void vectorWhileIterating() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1, 2, 3));
    Threads.together(
        () -> {
          for (int i : vector) {
            counter += i;
          }
        },
        () -> vector.add(4));
  }

  @Clean
  static void vectorWhileIteratingWithItsMonitor() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1, 2, 3));
    Threads.together(
        () -> {
          synchronized (vector) {
            for (int i : vector) {
              counter += i;
            }
          }
        },
        () -> vector.add(4),
        () -> vector.remove(0));
    assert vector.size() == 3;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.ArrayIndexOutOfBoundsException")
  static void vectorCheckThenAct() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1));
    Action a =
        () -> {
          if (!vector.isEmpty()) {
            vector.remove(0);
          }
        };
    Threads.together(a, a);
  }

  @Clean
  static void vectorCheckThenActWithItsMonitor() throws InterruptedException {
    Vector<Integer> vector = new Vector<>(List.of(1));
    Action a =
        () -> {
          synchronized (vector) {
            if (!vector.isEmpty()) {
              vector.remove(0);
            }
          }
        };
    Threads.together(a, a, a);
  }

  @Clean
  static void stack() throws InterruptedException {
    Stack<Integer> stack = new Stack<>();
    Action a =
        () -> {
          stack.push(1);
          stack.pop();
        };
    Threads.together(a, a);
    assert stack.isEmpty();
  }

  @Clean
  static void hashtable() throws InterruptedException {
    Hashtable<String, Integer> table = new Hashtable<>();
    Action a = () -> table.merge("k", 1, Integer::sum);
    Threads.together(a, a, a);
    assert table.get("k") == 3;
  }

  @Clean
  static void hashtableWithItsMonitor() throws InterruptedException {
    Hashtable<String, Integer> table = new Hashtable<>(Map.of("k", 0));
    Action a =
        () -> {
          synchronized (table) {
            table.put("k", table.get("k") + 1);
          }
        };
    Threads.together(a, a, () -> table.remove("other"));
    assert table.get("k") == 2;
  }

  @Planted(Kind.ASSERTION)
  static void hashtableGetAndPut() throws InterruptedException {
    Hashtable<String, Integer> table = new Hashtable<>(Map.of("k", 0));
    Action a = () -> table.put("k", table.get("k") + 1);
    Threads.together(a, a);
    assert table.get("k") == 2;
  }

  @Clean
  static void stringBuffer() throws InterruptedException {
    StringBuffer buffer = new StringBuffer();
    Threads.together(
        () -> buffer.append("ab"),
        () -> buffer.append("cd"),
        () -> {
          synchronized (buffer) {
            buffer.append("e");
            buffer.append("f");
          }
        });
    assert buffer.length() == 6 && buffer.indexOf("ef") >= 0 : buffer;
  }

  /** A key whose hash and equality are the program's. */
  private static final class Key {
    @Override
    public int hashCode() {
      return counter++ > -1 ? 1 : 0;
    }

    @Override
    public boolean equals(Object other) {
      return counter++ > -1 && other instanceof Key;
    }
  }

  @Clean
  static void synchronizedMapCallsBack() throws InterruptedException {
    Map<Key, Integer> map = Collections.synchronizedMap(new HashMap<>());
    Action a = () -> map.merge(new Key(), 1, Integer::sum);
    Threads.together(a, a);
    assert map.size() == 1 && map.values().iterator().next() == 2;
  }

  @Clean
  static void hashtableCallsBack() throws InterruptedException {
    Map<Key, Integer> map = new Hashtable<>();
    Action a = () -> map.merge(new Key(), 1, Integer::sum);
    Threads.together(a, a);
    assert map.values().iterator().next() == 2;
  }

  @Clean
  static void synchronizedListWithItsMonitor() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2, 3)));
    Threads.together(
        () -> {
          synchronized (list) {
            for (int i : list) {
              counter += i;
            }
          }
        },
        () -> list.add(4),
        () -> list.removeIf(i -> i == 2));
    assert list.size() == 3;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.util.ConcurrentModificationException")
  static void synchronizedListWhileIterating() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2, 3)));
    Threads.together(
        () -> {
          for (int i : list) {
            counter += i;
          }
        },
        () -> list.add(4));
  }

  @Clean
  static void waitingOnASynchronizedList() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    Threads.together(
        () -> {
          synchronized (list) {
            while (list.isEmpty()) {
              list.wait();
            }
          }
        },
        () -> {
          synchronized (list) {
            list.add(1);
            list.notifyAll();
          }
        });
  }

  @Clean
  static void waitingOnAVector() throws InterruptedException {
    Vector<Integer> vector = new Vector<>();
    Threads.together(
        () -> {
          synchronized (vector) {
            while (vector.isEmpty()) {
              vector.wait();
            }
          }
        },
        () -> {
          synchronized (vector) {
            vector.add(1);
            vector.notifyAll();
          }
        });
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoSynchronizedLists() throws InterruptedException {
    List<Integer> x = Collections.synchronizedList(new ArrayList<>(List.of(1)));
    List<Integer> y = Collections.synchronizedList(new ArrayList<>(List.of(2)));
    Threads.together(
        () -> {
          synchronized (x) {
            y.add(1);
          }
        },
        () -> {
          synchronized (y) {
            x.add(1);
          }
        });
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoVectors() throws InterruptedException {
    Vector<Integer> x = new Vector<>(List.of(1));
    Vector<Integer> y = new Vector<>(List.of(2));
    Threads.together(
        () -> {
          synchronized (x) {
            y.add(1);
          }
        },
        () -> {
          synchronized (y) {
            x.add(1);
          }
        });
  }

  @Planted(Kind.DEADLOCK)
  static void listsAddedToEachOther() throws InterruptedException {
    List<Integer> x = Collections.synchronizedList(new ArrayList<>(List.of(1)));
    List<Integer> y = Collections.synchronizedList(new ArrayList<>(List.of(2)));
    Threads.together(
        () -> {
          synchronized (x) {
            x.addAll(y);
          }
        },
        () -> {
          synchronized (y) {
            y.addAll(x);
          }
        });
  }
}
