package conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Objects that are seen by another thread too early, or changed too late. */
@SuppressWarnings("UnusedVariable")
public final class RacesOfPublication {
  private static Parcel shelf;
  private static Fixed fixed;
  private static int data;
  private static volatile boolean ready;
  private static volatile Parcel parcel;
  private static volatile int[] array;
  private static volatile List<Integer> list;

  private RacesOfPublication() {}

  /** Hands an object over with no edge. */
  private static final class Shelf<T> {
    private final AtomicReference<T> place = new AtomicReference<>();

    void put(T object) {
      place.setOpaque(object);
    }

    T take() {
      Hint.until(() -> place.getOpaque() != null);
      return place.getOpaque();
    }
  }

  // ---- the field that publishes

  @Racy("RacesOfPublication.shelf")
  static void byAPlainField() throws InterruptedException {
    Threads.together(
        () -> shelf = new Parcel(7),
        () -> {
          Parcel p = shelf;
          if (p != null) {
            int _ = p.content;
          }
        });
  }

  private static final class Fixed {
    final int number;
    final int[] array = {0};

    Fixed(int number) {
      this.number = number;
      array[0] = number;
    }
  }

  /** What is behind the final fields is not the race. */
  @Racy("RacesOfPublication.fixed")
  static void ofFinalFieldsByAPlainField() throws InterruptedException {
    Threads.together(
        () -> fixed = new Fixed(7),
        () -> {
          Fixed f = fixed;
          assert f == null || f.number + f.array[0] == 14;
        });
  }

  private static final class Lazy {
    private static Lazy instance;

    static Lazy get() {
      Lazy l = instance;
      if (l == null) {
        l = new Lazy();
        instance = l;
      }
      return l;
    }
  }

  @Racy("Lazy.instance")
  static void lazySingleton() throws InterruptedException {
    Threads.together(() -> Lazy.get(), () -> Lazy.get());
  }

  // ---- what is published

  @Racy("Parcel.content")
  static void contentOfAnOpaqueReference() throws InterruptedException {
    Shelf<Parcel> opaque = new Shelf<>();
    Threads.together(
        () -> opaque.put(new Parcel(7)),
        () -> {
          int _ = opaque.take().content;
        });
  }

  private static final class Mixed {
    final int fixed;
    int plain;

    Mixed(int number) {
      fixed = number;
      plain = number;
    }
  }

  @Racy("Mixed.plain")
  static void plainFieldBesideAFinalOne() throws InterruptedException {
    Shelf<Mixed> opaque = new Shelf<>();
    Threads.together(
        () -> opaque.put(new Mixed(7)),
        () -> {
          Mixed m = opaque.take();
          assert m.fixed == 7;
          int _ = m.plain;
        });
  }

  private static final class Checked {
    private static final AtomicReference<Checked> INSTANCE = new AtomicReference<>();
    private int value;

    static int get() {
      Checked c = INSTANCE.getOpaque();
      if (c == null) {
        synchronized (Checked.class) {
          c = INSTANCE.getOpaque();
          if (c == null) {
            c = new Checked();
            c.value = 7;
            INSTANCE.setOpaque(c);
          }
        }
      }
      return c.value;
    }
  }

  @Racy("Checked.value")
  static void contentBehindDoubleCheckedLocking() throws InterruptedException {
    Checked.INSTANCE.setOpaque(null);
    Hint.inOrder(() -> Checked.get(), () -> Checked.get());
  }

  private record Numbers(int[] numbers) {}

  @Racy("n.numbers()[]")
  static void finalArrayThatChangesLater() throws InterruptedException {
    Shelf<Numbers> opaque = new Shelf<>();
    Threads.together(
        () -> {
          Numbers n = new Numbers(new int[1]);
          n.numbers()[0] = 7;
          opaque.put(n);
        },
        () -> {
          int _ = opaque.take().numbers()[0];
        });
  }

  @Racy("HashMap")
  static void mapThatWasFilledBefore() throws InterruptedException {
    Shelf<Map<String, Integer>> opaque = new Shelf<>();
    Threads.together(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          map.put("a", 1);
          opaque.put(map);
        },
        () -> {
          Integer _ = opaque.take().get("a");
        });
  }

  private static final class Escaping {
    final int early;
    int late;

    Escaping(Shelf<Escaping> opaque) {
      early = 1;
      opaque.put(this);
      late = 2;
    }
  }

  @Racy("Escaping.late")
  static void thisThatEscapes() throws InterruptedException {
    Shelf<Escaping> opaque = new Shelf<>();
    Threads.together(
        () -> new Escaping(opaque),
        () -> {
          int _ = opaque.take().late;
        });
  }

  @Racy("Escaping.late")
  static void thisThatEscapesToAThread() throws InterruptedException {
    Shelf<Escaping> opaque = new Shelf<>();
    Thread t =
        Threads.start(
            "t",
            () -> {
              int _ = opaque.take().late;
            });
    new Escaping(opaque);
    t.join();
  }

  // ---- what is written after the publication

  @Racy("RacesOfPublication.data")
  static void flagBeforeTheData() throws InterruptedException {
    Hint.inOrder(
        () -> {
          ready = true;
          data = 1;
        },
        () -> {
          if (ready) {
            int _ = data;
          }
        });
  }

  @Racy("RacesOfPublication.data")
  static void readBeforeTheFlag() throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          int _ = data;
          boolean _ = ready;
        });
  }

  @Racy("RacesOfPublication.data")
  static void volatileWritesOnBothSides() throws InterruptedException {
    Action a =
        () -> {
          data++;
          ready = true;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfPublication.data")
  static void volatileReadsOnBothSides() throws InterruptedException {
    Action a =
        () -> {
          boolean _ = ready;
          data++;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfPublication.data")
  static void notTransitiveWithoutTheThirdThread() throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          boolean _ = ready;
        },
        () -> {
          int _ = data;
        });
  }

  @Racy("Parcel.content")
  static void objectThatChangesLater() throws InterruptedException {
    Threads.together(
        () -> {
          Parcel p = new Parcel(1);
          parcel = p;
          p.content = 2;
        },
        () -> {
          Hint.until(() -> parcel != null);
          int _ = parcel.content;
        });
  }

  @Racy("RacesOfPublication.array[]")
  static void arrayThatChangesLater() throws InterruptedException {
    Threads.together(
        () -> {
          array = new int[2];
          array[1] = 7;
        },
        () -> {
          Hint.until(() -> array != null);
          int _ = array[1];
        });
  }

  @Racy("ArrayList")
  static void listThatChangesLater() throws InterruptedException {
    Threads.together(
        () -> {
          List<Integer> l = new ArrayList<>();
          list = l;
          l.add(1);
        },
        () -> {
          Hint.until(() -> list != null);
          int _ = list.size();
        });
  }
}
