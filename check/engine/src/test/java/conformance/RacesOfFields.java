package conformance;

/** Fields of every kind that two threads use with nothing that orders them. */
@SuppressWarnings({"ImmutableEnumChecker", "NonAtomicVolatileUpdate", "UnusedVariable"})
public final class RacesOfFields {
  private static int counter;
  private static int number;
  private static long wide;
  private static double real;
  private static boolean stop;
  private static String text = "";
  private static Parcel parcel = new Parcel();
  private static volatile int guard;

  private RacesOfFields() {}

  @Racy("RacesOfFields.counter")
  static void counter() throws InterruptedException {
    Threads.together(() -> counter++, () -> counter++);
  }

  @Racy("RacesOfFields.counter")
  static void counterOfThree() throws InterruptedException {
    Action a = () -> counter += 2;
    Threads.together(a, a, a);
  }

  @Racy("RacesOfFields.number")
  static void writeAndRead() throws InterruptedException {
    Threads.together(
        () -> number = 1,
        () -> {
          int _ = number;
        });
  }

  @Racy("RacesOfFields.number")
  static void writeAndLaterRead() throws InterruptedException {
    Hint.inOrder(
        () -> number = 1,
        () -> {
          int _ = number;
        });
  }

  @Racy("RacesOfFields.number")
  static void readAndLaterWrite() throws InterruptedException {
    Hint.inOrder(
        () -> {
          int _ = number;
        },
        () -> number = 1);
  }

  @Racy("RacesOfFields.number")
  static void readsOfTwoThreadsAndLaterWrite() throws InterruptedException {
    Action reader =
        () -> {
          int _ = number;
        };
    Hint.inOrder(reader, reader, () -> number = 1);
  }

  @Racy("RacesOfFields.number")
  static void twoWrites() throws InterruptedException {
    Threads.together(() -> number = 1, () -> number = 2);
  }

  @Racy("RacesOfFields.number")
  static void twoWritesOfTheSame() throws InterruptedException {
    Threads.together(() -> number = 1, () -> number = 1);
  }

  @Racy("RacesOfFields.wide")
  static void wide() throws InterruptedException {
    Threads.together(
        () -> wide = 1L << 40,
        () -> {
          long _ = wide;
        });
  }

  @Racy("RacesOfFields.real")
  static void real() throws InterruptedException {
    Threads.together(() -> real += 0.5, () -> real += 0.25);
  }

  @Racy("RacesOfFields.stop")
  static void stopFlag() throws InterruptedException {
    Threads.together(
        () -> stop = true,
        () -> {
          for (int i = 0; i < 3 && !stop; i++) {
            Thread.onSpinWait();
          }
        });
  }

  @Racy("RacesOfFields.text")
  static void reference() throws InterruptedException {
    Threads.together(() -> text += "a", () -> text = "b");
  }

  @Racy("RacesOfFields.parcel")
  static void referenceButNotWhatItRefersTo() throws InterruptedException {
    Parcel other = new Parcel(7);
    Threads.together(
        () -> parcel = other,
        () -> {
          int _ = parcel.content;
        });
  }

  @Racy("RacesOfFields.counter")
  static void besideAVolatileCounter() throws InterruptedException {
    Action a =
        () -> {
          guard++;
          counter++;
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfFields.counter")
  static void inAMethodReference() throws InterruptedException {
    Threads.together(RacesOfFields::increment, RacesOfFields::increment);
  }

  private static void increment() {
    counter++;
  }

  @Racy("RacesOfFields.counter")
  static void withTheStarter() throws InterruptedException {
    Thread t = Threads.start("t", RacesOfFields::increment);
    counter++;
    t.join();
  }

  // ---- of objects

  @Racy("Parcel.content")
  static void ofAnObject() throws InterruptedException {
    Parcel p = new Parcel();
    Threads.together(() -> p.content++, () -> p.content++);
  }

  private static class Base {
    int sum;
  }

  private static final class Derived extends Base {
    void add() {
      sum++;
    }
  }

  @Racy("Base.sum")
  static void inherited() throws InterruptedException {
    Derived d = new Derived();
    Threads.together(() -> d.add(), () -> d.add());
  }

  @Racy("Base.sum")
  static void inheritedThroughBothNames() throws InterruptedException {
    Derived d = new Derived();
    Base b = d;
    Threads.together(
        () -> d.sum = 1,
        () -> {
          int _ = b.sum;
        });
  }

  private static class StaticBase {
    static int made;
  }

  private static final class StaticDerived extends StaticBase {}

  @Racy("StaticBase.made")
  static void inheritedStatic() throws InterruptedException {
    Threads.together(() -> StaticBase.made++, () -> StaticDerived.made++);
  }

  private record Pair(Parcel left, Parcel right) {}

  @Racy("Parcel.content")
  static void ofTheComponentOfARecord() throws InterruptedException {
    Pair pair = new Pair(new Parcel(), new Parcel());
    Threads.together(() -> pair.left().content++, () -> pair.left().content++);
  }

  private static final class Outer {
    private int total;

    final class Inner {
      void add() {
        total++;
      }
    }
  }

  @Racy("Outer.total")
  static void ofTheOuterObject() throws InterruptedException {
    Outer outer = new Outer();
    Outer.Inner one = outer.new Inner();
    Outer.Inner two = outer.new Inner();
    Threads.together(one::add, two::add);
  }

  private enum Light {
    RED,
    GREEN;

    int switched;
  }

  @Racy("Light.switched")
  static void ofAnEnum() throws InterruptedException {
    Light[] lights = Light.values();
    Threads.together(() -> lights[0].switched++, () -> Light.RED.switched++);
  }

  /** As {@code String.hashCode}: harmless, but a race. */
  private static final class Hashed {
    private int hash;

    int hash() {
      int h = hash;
      if (h == 0) {
        h = 31;
        hash = h;
      }
      return h;
    }
  }

  @Racy("Hashed.hash")
  static void lazyValue() throws InterruptedException {
    Hashed h = new Hashed();
    Threads.together(() -> h.hash(), () -> h.hash());
  }

  private static final class Worker extends Thread {
    private final Parcel shared;

    Worker(Parcel shared) {
      this.shared = shared;
    }

    @Override
    public void run() {
      shared.content++;
    }
  }

  @Racy("Parcel.content")
  static void sharedByTwoWorkers() throws InterruptedException {
    Parcel p = new Parcel();
    Worker one = new Worker(p);
    Worker two = new Worker(p);
    one.start();
    two.start();
    one.join();
    two.join();
  }

  @Racy("RacesOfFields.counter")
  static void ofVirtualThreads() throws InterruptedException {
    Thread one = Thread.startVirtualThread(RacesOfFields::increment);
    Thread two = Thread.startVirtualThread(RacesOfFields::increment);
    one.join();
    two.join();
  }

  @Racy("RacesOfFields.counter")
  static void twoGenerations() throws InterruptedException {
    Thread child =
        Threads.start(
            "child",
            () -> {
              Thread grandchild = Threads.start("grandchild", RacesOfFields::increment);
              counter++;
              grandchild.join();
            });
    child.join();
  }
}
