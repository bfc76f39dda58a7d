package conformance;

/** Threads that do not touch the same variable, or that only read it: nothing has to be ordered. */
public final class HappensBeforeNotNeeded {
  private static final int[] INTS = new int[4];
  private static final byte[] BYTES = new byte[4];
  private static final boolean[] BOOLEANS = new boolean[4];
  private static final char[] CHARS = new char[4];
  private static final short[] SHORTS = new short[4];
  private static final long[] LONGS = new long[2];
  private static final Object[] OBJECTS = new Object[2];
  private static final int[][] GRID = new int[2][2];

  private static byte one;
  private static byte two;
  private static int number = 7;

  private HappensBeforeNotNeeded() {}

  private static class Fields {
    byte b;
    boolean z;
    short s;
    int i;
    long l;
    Object o;
  }

  private static final class MoreFields extends Fields {
    int more;
  }

  @Clean
  static void fieldsOfOneObject() throws InterruptedException {
    Fields f = new Fields();
    Threads.together(
        () -> f.b++,
        () -> f.z = true,
        () -> f.s++,
        () -> {
          f.i++;
          f.l++;
          f.o = "x";
        });
    assert f.b == 1 && f.z && f.s == 1 && f.i == 1 && f.l == 1 && f.o != null;
  }

  @Clean
  static void sameFieldOfDifferentObjects() throws InterruptedException {
    Fields a = new Fields();
    Fields b = new Fields();
    Threads.together(() -> a.i++, () -> b.i++);
    assert a.i + b.i == 2;
  }

  @Clean
  static void fieldOfTheClassAndOfItsSubclass() throws InterruptedException {
    MoreFields f = new MoreFields();
    Threads.together(() -> f.i++, () -> f.more++);
    assert f.i + f.more == 2;
  }

  @Clean
  static void staticFields() throws InterruptedException {
    Threads.together(() -> one++, () -> two++);
    assert one + two == 2;
  }

  @Clean
  static void elements() throws InterruptedException {
    Threads.together(() -> INTS[0]++, () -> INTS[1]++, () -> INTS[3]++);
    assert INTS[0] + INTS[1] + INTS[3] == 3;
  }

  /** No word tearing (JLS 17.6). */
  @Clean
  static void neighbouringBytes() throws InterruptedException {
    Threads.together(() -> BYTES[0]++, () -> BYTES[1]++, () -> BYTES[2]++);
    assert BYTES[0] + BYTES[1] + BYTES[2] == 3;
  }

  @Clean
  static void neighbouringBooleans() throws InterruptedException {
    Threads.together(() -> BOOLEANS[0] = true, () -> BOOLEANS[1] = !BOOLEANS[1]);
    assert BOOLEANS[0] && BOOLEANS[1];
  }

  @Clean
  static void neighbouringCharsAndShorts() throws InterruptedException {
    Threads.together(
        () -> {
          CHARS[0]++;
          SHORTS[1]++;
        },
        () -> {
          CHARS[1]++;
          SHORTS[0]++;
        });
    assert CHARS[0] + CHARS[1] + SHORTS[0] + SHORTS[1] == 4;
  }

  @Clean
  static void wideElements() throws InterruptedException {
    Threads.together(() -> LONGS[0] = 1L << 40, () -> LONGS[1] = 1L << 41);
    assert LONGS[0] + LONGS[1] == 3L << 40;
  }

  @Clean
  static void elementsThatAreObjects() throws InterruptedException {
    Threads.together(() -> OBJECTS[0] = "a", () -> OBJECTS[1] = new Parcel(7));
    assert OBJECTS[0] != null && OBJECTS[1] != null;
  }

  @Clean
  static void rows() throws InterruptedException {
    Threads.together(
        () -> {
          GRID[0][0]++;
          GRID[0][1]++;
        },
        () -> GRID[1] = new int[] {1, 2});
    assert GRID[0][1] + GRID[1][1] == 3;
  }

  @Clean
  static void length() throws InterruptedException {
    Threads.together(
        () -> INTS[0] = 1,
        () -> {
          assert INTS.length == 4;
        });
  }

  @Clean
  static void readsOnly() throws InterruptedException {
    Parcel parcel = new Parcel(7);
    Action a =
        () -> {
          assert number == 7 && parcel.content == 7 && INTS[2] == 0;
        };
    Threads.together(a, a, a);
    number = 8;
    parcel.content = 8;
  }

  @Clean
  static void objectsOfTheirOwn() throws InterruptedException {
    Action a =
        () -> {
          Parcel p = new Parcel(1);
          int[] array = {1, 2};
          p.content += array[1]++;
          assert p.content == 3;
        };
    Threads.together(a, a);
  }

  @Clean
  static void resultsInSlotsOfTheirOwn() throws InterruptedException {
    Parcel[] results = {new Parcel(), new Parcel(), new Parcel()};
    Action[] actions = new Action[results.length];
    for (int i = 0; i < actions.length; i++) {
      int me = i;
      actions[i] = () -> results[me].content = me * number;
    }
    Threads.together(actions);
    assert results[1].content + results[2].content == 21;
  }
}
