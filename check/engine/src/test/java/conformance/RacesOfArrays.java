package conformance;

import java.util.Arrays;

/** Elements of arrays that two threads use with nothing that orders them. */
public final class RacesOfArrays {
  private static final int[] INTS = new int[4];
  private static final long[] LONGS = new long[2];
  private static final byte[] BYTES = new byte[4];
  private static final boolean[] BOOLEANS = new boolean[2];
  private static final char[] CHARS = new char[2];
  private static final double[] DOUBLES = new double[2];
  private static final Object[] OBJECTS = new Object[2];
  private static final int[][] GRID = new int[2][2];
  private static final Parcel[] PARCELS = {new Parcel(), new Parcel()};
  private static volatile int[] published = new int[2];
  private static int[] replaced = new int[2];

  private RacesOfArrays() {}

  @Racy("RacesOfArrays.INTS[]")
  static void ints() throws InterruptedException {
    Threads.together(() -> INTS[1]++, () -> INTS[1]++);
  }

  @Racy("RacesOfArrays.INTS[]")
  static void readAndWrite() throws InterruptedException {
    Threads.together(
        () -> INTS[2] = 1,
        () -> {
          int _ = INTS[2];
        });
  }

  @Racy("RacesOfArrays.INTS[]")
  static void oneOfSeveral() throws InterruptedException {
    Threads.together(
        () -> {
          INTS[0] = 1;
          INTS[1] = 1;
        },
        () -> {
          INTS[1] = 2;
          INTS[2] = 2;
        });
  }

  @Racy("RacesOfArrays.LONGS[]")
  static void longs() throws InterruptedException {
    Threads.together(() -> LONGS[0] = 1L << 40, () -> LONGS[0]++);
  }

  @Racy("RacesOfArrays.BYTES[]")
  static void bytes() throws InterruptedException {
    Threads.together(() -> BYTES[3]++, () -> BYTES[3]++);
  }

  @Racy("RacesOfArrays.BOOLEANS[]")
  static void booleans() throws InterruptedException {
    Threads.together(
        () -> BOOLEANS[1] = true,
        () -> {
          boolean _ = BOOLEANS[1];
        });
  }

  @Racy("RacesOfArrays.CHARS[]")
  static void chars() throws InterruptedException {
    Threads.together(() -> CHARS[0] = 'a', () -> CHARS[0] = 'b');
  }

  @Racy("RacesOfArrays.DOUBLES[]")
  static void doubles() throws InterruptedException {
    Threads.together(() -> DOUBLES[1] += 0.5, () -> DOUBLES[1] += 0.5);
  }

  @Racy("RacesOfArrays.OBJECTS[]")
  static void objects() throws InterruptedException {
    Threads.together(
        () -> OBJECTS[0] = "a",
        () -> {
          Object _ = OBJECTS[0];
        });
  }

  @Racy("int[]")
  static void nested() throws InterruptedException {
    Threads.together(() -> GRID[1][0]++, () -> GRID[1][0]++);
  }

  @Racy("RacesOfArrays.GRID[]")
  static void rowThatIsReplaced() throws InterruptedException {
    Threads.together(
        () -> GRID[1] = new int[2],
        () -> {
          int[] _ = GRID[1];
        });
  }

  @Racy("Parcel.content")
  static void objectInAnArray() throws InterruptedException {
    Threads.together(() -> PARCELS[1].content++, () -> PARCELS[1].content++);
  }

  /** It is the reference that is volatile. */
  @Racy("RacesOfArrays.published[]")
  static void elementsOfAVolatileArray() throws InterruptedException {
    Threads.together(
        () -> published[0] = 1,
        () -> {
          int _ = published[0];
        });
  }

  @Racy("RacesOfArrays.published[]")
  static void elementThatIsWrittenAfterTheReference() throws InterruptedException {
    int[] array = new int[2];
    Hint.inOrder(
        () -> {
          published = array;
          published[1] = 1;
        },
        () -> {
          int _ = published[1];
        });
  }

  @Racy("RacesOfArrays.replaced")
  static void arrayThatIsReplaced() throws InterruptedException {
    Threads.together(
        () -> replaced = new int[3],
        () -> {
          int _ = replaced.length;
        });
  }

  @Racy("RacesOfArrays.INTS[]")
  static void twoNames() throws InterruptedException {
    int[] alias = INTS;
    Threads.together(() -> alias[0]++, () -> INTS[0]++);
  }

  // ---- by methods of the JDK

  @Racy(value = "RacesOfArrays.INTS[]", unseen = "the JDK reads the array")
  static void copied() throws InterruptedException {
    Threads.together(() -> INTS[1] = 1, () -> System.arraycopy(INTS, 0, new int[4], 0, 4));
  }

  @Racy(value = "RacesOfArrays.INTS[]", unseen = "the JDK writes the array")
  static void copiedInto() throws InterruptedException {
    int[] source = {1, 2};
    Threads.together(
        () -> System.arraycopy(source, 0, INTS, 0, 2),
        () -> {
          int _ = INTS[1];
        });
  }

  @Racy(value = "RacesOfArrays.INTS[]", unseen = "the JDK reads the array")
  static void cloned() throws InterruptedException {
    Threads.together(
        () -> INTS[1] = 1,
        () -> {
          int[] _ = INTS.clone();
        });
  }

  @Racy(value = "RacesOfArrays.LONGS[]", unseen = "the JDK writes the array")
  static void filled() throws InterruptedException {
    Threads.together(() -> Arrays.fill(LONGS, 1), () -> LONGS[1]++);
  }

  @Racy(value = "RacesOfArrays.INTS[]", unseen = "the JDK writes the array")
  static void sorted() throws InterruptedException {
    INTS[0] = 1;
    Threads.together(
        () -> Arrays.sort(INTS),
        () -> {
          int _ = INTS[0];
        });
  }
}
