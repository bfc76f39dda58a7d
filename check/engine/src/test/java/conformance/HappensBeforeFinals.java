package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Final fields (JLS 17.5), whose objects go through an opaque field, which alone orders nothing;
 * and class initialization (JLS 12.4.2).
 */
@SuppressWarnings({"ImmutableEnumChecker", "UnusedVariable"})
public final class HappensBeforeFinals {
  private static final VarHandle SHELF;
  private static Object shelf;
  private static int data;

  static {
    try {
      SHELF =
          MethodHandles.lookup()
              .findStaticVarHandle(HappensBeforeFinals.class, "shelf", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private HappensBeforeFinals() {}

  private static void put(Object o) {
    SHELF.setOpaque(o);
  }

  private static <T> T take(Class<T> type) {
    Hint.until(() -> SHELF.getOpaque() != null);
    return type.cast(SHELF.getOpaque());
  }

  // ---- final fields

  private static final class Fixed {
    final int number;
    final int[] array = new int[2];
    final int[][] grid = {{0}, {0}};
    final Parcel parcel = new Parcel();
    final List<Integer> list = new ArrayList<>();
    final Map<String, Integer> map = new HashMap<>();

    Fixed(int number) {
      this.number = number;
      array[1] = number;
      grid[1][0] = number;
      parcel.content = number;
      list.add(number);
      map.put("a", number);
    }
  }

  @Clean
  static void finalField() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          assert take(Fixed.class).number == 7;
        });
  }

  @Clean
  static void finalArray() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          assert take(Fixed.class).array[1] == 7;
        });
  }

  @Clean
  static void finalArrayOfArrays() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          assert take(Fixed.class).grid[1][0] == 7;
        });
  }

  @Clean
  static void plainFieldBehindAFinalField() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          assert take(Fixed.class).parcel.content == 7;
        });
  }

  @Clean
  static void finalList() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          assert take(Fixed.class).list.get(0) == 7;
        });
  }

  @Clean
  static void finalMap() throws InterruptedException {
    Threads.together(
        () -> put(new Fixed(7)),
        () -> {
          int sum = 0;
          for (int v : take(Fixed.class).map.values()) {
            sum += v;
          }
          assert sum == 7;
        });
  }

  private record Pair(int left, Parcel right) {}

  @Clean
  static void record() throws InterruptedException {
    Threads.together(
        () -> put(new Pair(3, new Parcel(4))),
        () -> {
          Pair pair = take(Pair.class);
          assert pair.left() + pair.right().content == 7;
        });
  }

  // ---- class initialization

  private static final class Loaded {
    static int number;
    static int[] array;

    static {
      number = 7;
      array = new int[] {7};
    }
  }

  @Clean
  static void staticInitializer() throws InterruptedException {
    Action a =
        () -> {
          assert Loaded.number == 7 && Loaded.array[0] == 7;
        };
    Threads.together(a, a, a);
  }

  private static final class Writes {
    static int touched;

    static {
      data = 7;
      touched = 1;
    }
  }

  @Clean
  static void whatAnInitializerWritesElsewhere() throws InterruptedException {
    Action a =
        () -> {
          assert Writes.touched == 1 && data == 7;
        };
    Threads.together(a, a);
  }

  private static final class Holder {
    static final Parcel INSTANCE = new Parcel(7);

    static Parcel get() {
      return INSTANCE;
    }
  }

  @Clean
  static void lazyHolder() throws InterruptedException {
    Action a =
        () -> {
          assert Holder.get().content == 7;
        };
    Threads.together(a, a, a);
  }

  private enum Single {
    INSTANCE;

    int number = 7;
    final List<Integer> list = new ArrayList<>(List.of(8));
  }

  @Clean
  static void enumSingleton() throws InterruptedException {
    Action a =
        () -> {
          assert Single.INSTANCE.number == 7 && Single.INSTANCE.list.get(0) == 8;
        };
    Threads.together(a, a);
  }

  private static class Parent {
    static int number = 7;
  }

  private static final class Child extends Parent {
    static int twice = 2 * number;
  }

  @Clean
  static void initializerOfTheSuperclass() throws InterruptedException {
    Threads.together(
        () -> {
          assert Child.twice == 14;
        },
        () -> {
          assert Parent.number == 7;
        },
        () -> {
          assert Child.twice == 14 && Child.number == 7;
        });
  }

  private static final class Thrown {
    static int number = fail();

    private static int fail() {
      data = 7;
      throw new IllegalStateException("on purpose");
    }
  }

  @Clean
  static void initializerThatFails() throws InterruptedException {
    Action a =
        () -> {
          try {
            throw new AssertionError(Thrown.number);
          } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            assert data == 7;
          }
        };
    Threads.together(a, a);
  }
}
