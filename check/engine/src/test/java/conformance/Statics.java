package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Class initialization, and static state, which is new in each execution. */
@SuppressWarnings({
  "ImmutableEnumChecker",
  "NonAtomicVolatileUpdate",
  "ReferenceEquality",
  "ThreadPriorityCheck"
})
public final class Statics {
  private static final AtomicInteger INITIALIZED = new AtomicInteger();
  private static int counter;

  private Statics() {}

  /** The holder idiom. */
  private static final class Holder {
    static final Object INSTANCE = make();

    private static Object make() {
      INITIALIZED.incrementAndGet();
      Thread.yield();
      return new Object();
    }
  }

  @Clean
  static void holderIsInitializedOnce() throws InterruptedException {
    Object[] seen = new Object[3];
    Threads.together(
        () -> seen[0] = Holder.INSTANCE,
        () -> seen[1] = Holder.INSTANCE,
        () -> seen[2] = Holder.INSTANCE);
    assert INITIALIZED.get() == 1 : INITIALIZED;
    assert seen[0] != null && seen[0] == seen[1] && seen[1] == seen[2];
  }

  private static final class First {
    static int value = 1;

    static {
      Thread.yield();
      value += Second.value;
    }
  }

  private static final class Second {
    static int value = 10;

    static {
      Thread.yield();
      value += First.value;
    }
  }

  @Planted(
      value = Kind.DEADLOCK,
      stuck = {"t0", "t1"})
  static void twoClassesInitializeEachOther() throws InterruptedException {
    Threads.together(() -> counter += First.value, () -> counter += Second.value);
  }

  @Clean
  static void twoClassesInitializeEachOtherInOneThread() throws InterruptedException {
    Threads.together(() -> counter += First.value);
    assert First.value == 12 && Second.value == 11;
  }

  private static final class Blocks {
    static final int VALUE;

    static {
      Thread t = new Thread(() -> touch());
      t.start();
      try {
        t.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      VALUE = counter;
    }

    static void touch() {
      counter++;
    }
  }

  @Planted(Kind.DEADLOCK)
  static void initializerWaitsForAThreadThatNeedsTheClass() {
    counter += Blocks.VALUE;
  }

  private static final class Fails {
    static int value = fail();

    private static int fail() {
      INITIALIZED.incrementAndGet();
      throw new IllegalStateException("on purpose");
    }
  }

  @Clean
  static void initializerFails() throws InterruptedException {
    AtomicInteger in = new AtomicInteger();
    AtomicInteger none = new AtomicInteger();
    Action a =
        () -> {
          try {
            counter += Fails.value;
            throw new AssertionError("it failed");
          } catch (ExceptionInInitializerError e) {
            assert e.getCause() instanceof IllegalStateException;
            in.incrementAndGet();
          } catch (NoClassDefFoundError e) {
            none.incrementAndGet();
          }
        };
    Threads.together(a, a);
    assert in.get() == 1 && none.get() == 1 && INITIALIZED.get() == 1;
  }

  // ---- new in each execution

  private static final List<String> LIST = new ArrayList<>();
  private static final int[] ARRAY = {1, 2};
  private static final Map<String, Integer> MAP = new java.util.concurrent.ConcurrentHashMap<>();
  private static String text = "fresh";
  private static boolean dirty;

  @Clean
  static void collectionsArraysAndFields() throws InterruptedException {
    assert LIST.isEmpty() && ARRAY[0] == 1 && MAP.isEmpty() && text.equals("fresh") && !dirty;
    Threads.together(
        () -> {
          LIST.add("x");
          ARRAY[0]++;
        },
        () -> {
          MAP.put("x", 1);
          text = "used";
          dirty = true;
        });
  }

  private enum Light {
    RED,
    GREEN;

    int switched;
    static int total;
  }

  @Clean
  static void enumWithState() throws InterruptedException {
    assert Light.RED.switched == 0 && Light.total == 0;
    Threads.together(
        () -> {
          Light.RED.switched++;
          Light.total++;
        },
        () -> Light.GREEN.switched++);
    assert Light.valueOf("RED") == Light.RED && Light.values()[1] == Light.GREEN;
    Map<Light, Integer> map = new EnumMap<>(Light.class);
    map.put(Light.GREEN, 1);
    assert map.containsKey(Light.GREEN) && Light.GREEN.switched == 1;
  }

  private enum Plain {
    A,
    B
  }

  @Clean
  static void enumInASwitch() throws InterruptedException {
    Threads.together(
        () -> {
          for (Plain p : Plain.values()) {
            counter +=
                switch (p) {
                  case A -> 1;
                  case B -> 10;
                };
          }
        });
    assert counter == 11 && Plain.valueOf("B") == Plain.B;
  }

  private enum Behaves {
    PLUS {
      @Override
      int apply(int x) {
        return x + used++;
      }
    },
    MINUS {
      @Override
      int apply(int x) {
        return x - used++;
      }
    };

    static int used;

    abstract int apply(int x);
  }

  @Clean
  static void enumWithBodies() throws InterruptedException {
    Threads.together(
        () -> {
          assert Behaves.PLUS.apply(5) == 5;
          assert Behaves.MINUS.apply(5) == 4;
        });
    assert Behaves.used == 2;
  }

  private static class Parent {
    static final List<String> ORDER = new ArrayList<>();
    static int made;

    static {
      ORDER.add("parent");
    }

    Parent() {
      made++;
    }
  }

  private static final class Child extends Parent {
    static int own = 5;

    static {
      ORDER.add("child");
    }
  }

  @Clean(races = true)
  static void parentIsInitializedFirst() throws InterruptedException {
    Threads.together(() -> new Child(), () -> new Child());
    assert Parent.ORDER.equals(List.of("parent", "child")) : Parent.ORDER;
    assert Child.own++ == 5;
  }

  @Planted(Kind.ASSERTION)
  static void inheritedStaticRaces() throws InterruptedException {
    Threads.together(() -> new Child(), () -> new Child());
    assert Child.made == 2;
  }

  @Clean
  static void stateThroughASubclassName() throws InterruptedException {
    Threads.together(
        () -> {
          assert Child.made == 0 && Child.ORDER.equals(List.of("parent"));
          Child.made++;
        });
  }

  private record Point(int x, int y) {
    static final Point ORIGIN = new Point(0, 0);
    static int made;

    Point {
      made++;
    }
  }

  @Clean
  static void recordWithStatics() throws InterruptedException {
    Threads.together(
        () -> {
          assert new Point(1, 1).y() == 1 && Point.ORIGIN.x() == 0;
          assert Point.made == 2 : Point.made;
        });
  }

  private static final class Literals {
    static final int NUMBER = 42;
    static final String TEXT = "constant";
    static final Integer BOXED = 1000;
    static volatile long big = 1L << 40;
    static double real = 0.5;
    static float single = 1.5f;
    static byte small = 3;
  }

  @Clean
  static void literals() throws InterruptedException {
    Threads.together(
        () -> {
          assert Literals.NUMBER == 42 && Literals.TEXT.equals("constant");
          assert Literals.BOXED == 1000 && Literals.big++ == 1L << 40;
          assert Literals.real == 0.5 && Literals.single == 1.5f && Literals.small == 3;
          Literals.real = 0;
          Literals.single = 0;
          Literals.small = 0;
        });
  }

  private static final class Late {
    static int value = ++INITIALIZED_IN_ORDER;
  }

  @SuppressWarnings("ConstantField")
  private static int INITIALIZED_IN_ORDER;

  @Clean
  static void notInitializedBeforeItIsUsed() throws InterruptedException {
    assert INITIALIZED_IN_ORDER == 0;
    Class<?> c = Late.class;
    assert !c.isInterface() && INITIALIZED_IN_ORDER == 0;
    Late[] none = new Late[3];
    assert none.length == 3 && INITIALIZED_IN_ORDER == 0;
    Threads.together(
        () -> {
          assert Late.value == 1;
        });
  }

  @Clean
  static void initializedByReflection() throws Exception {
    assert INITIALIZED_IN_ORDER == 0;
    Threads.together(
        () -> {
          Class.forName("conformance.Statics$Late");
          assert INITIALIZED_IN_ORDER == 1 : INITIALIZED_IN_ORDER;
        });
  }
}
