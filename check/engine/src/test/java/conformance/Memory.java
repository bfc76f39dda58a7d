package conformance;

import dev.signalbox.check.engine.report.Kind;

/** Fields and array elements of every type, read and written by several threads. */
public final class Memory {
  private static final int[] INTS = new int[2];

  private static int counter;
  private static long wide;

  private Memory() {}

  private static final class All {
    boolean z;
    byte b;
    char c;
    short s;
    int i;
    long l;
    float f;
    double d;
    String string = "";
  }

  @Clean
  static void fieldsOfEveryType() throws InterruptedException {
    All all = new All();
    Threads.together(
        () -> {
          all.z = !all.z;
          all.b++;
          all.c++;
          all.s++;
          all.i++;
        },
        () -> {
          all.l += 1L << 40;
          all.f += 0.5f;
          all.d += 0.25;
          all.string += "x";
          wide += 1L << 50;
        });
    assert all.z && all.b == 1 && all.c == 1 && all.s == 1 && all.i == 1;
    assert all.l == 1L << 40 && all.f == 0.5f && all.d == 0.25 && all.string.equals("x");
    assert wide == 1L << 50;
  }

  @Clean
  static void elementsOfEveryType() throws InterruptedException {
    boolean[] z = new boolean[1];
    byte[] b = new byte[1];
    char[] c = new char[1];
    short[] s = new short[1];
    long[] l = new long[1];
    float[] f = new float[1];
    double[] d = new double[1];
    String[][] strings = {{""}};
    Threads.together(
        () -> {
          z[0] = !z[0];
          b[0]++;
          c[0]++;
          s[0]++;
        },
        () -> {
          l[0] += 1L << 40;
          f[0] += 0.5f;
          d[0] += 0.25;
          strings[0][0] += "x";
        });
    assert z[0] && b[0] == 1 && c[0] == 1 && s[0] == 1;
    assert l[0] == 1L << 40 && f[0] == 0.5f && d[0] == 0.25 && strings[0][0].equals("x");
  }

  @Planted(Kind.ASSERTION)
  static void staticField() throws InterruptedException {
    Threads.together(() -> counter++, () -> counter++);
    assert counter == 2;
  }

  @Planted(Kind.ASSERTION)
  static void wideStaticField() throws InterruptedException {
    Threads.together(() -> wide++, () -> wide++);
    assert wide == 2;
  }

  @Planted(Kind.ASSERTION)
  static void wideField() throws InterruptedException {
    All all = new All();
    Threads.together(() -> all.d++, () -> all.d++);
    assert all.d == 2;
  }

  @Planted(Kind.ASSERTION)
  static void element() throws InterruptedException {
    Threads.together(() -> INTS[1]++, () -> INTS[1]++);
    assert INTS[1] == 2;
  }

  @Planted(Kind.ASSERTION)
  static void wideElement() throws InterruptedException {
    long[] longs = new long[1];
    Threads.together(() -> longs[0]++, () -> longs[0]++);
    assert longs[0] == 2;
  }

  @Clean
  static void differentElementsDoNotDisturb() throws InterruptedException {
    Threads.together(() -> INTS[0]++, () -> INTS[1]++);
    assert INTS[0] == 1 && INTS[1] == 1;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.ArrayIndexOutOfBoundsException")
  static void indexThatChangesInBetween() throws InterruptedException {
    Threads.together(
        () -> counter = 5,
        () -> {
          if (counter < 2) {
            INTS[counter]++;
          }
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.NullPointerException")
  static void fieldThatIsClearedInBetween() throws InterruptedException {
    All all = new All();
    Threads.together(
        () -> all.string = null,
        () -> {
          if (all.string != null) {
            counter += all.string.length();
          }
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.ArrayStoreException")
  static void exceptionsOfTheJvmAreNormal() throws InterruptedException {
    Object[] objects = new String[1];
    Threads.together(() -> objects[0] = counter == 0 ? (Object) 1 : "");
  }

  private static final class Early {
    static Early published;
    int late;

    Early() {
      published = this;
      late = 2;
    }
  }

  @Planted(Kind.ASSERTION)
  static void publishedBeforeItIsBuilt() throws InterruptedException {
    Threads.together(
        Early::new,
        () -> {
          Early e = Early.published;
          assert e == null || e.late == 2;
        });
  }

  private static final class Singleton {
    static Singleton instance;
    static int made;

    Singleton() {
      made++;
    }

    static Singleton get() {
      if (instance == null) {
        instance = new Singleton();
      }
      return instance;
    }
  }

  @Planted(Kind.ASSERTION)
  static void singletonMadeTwice() throws InterruptedException {
    Threads.together(Singleton::get, Singleton::get);
    assert Singleton.made == 1;
  }

  @Planted(Kind.ASSERTION)
  static void deadlockFreeButWrongFlags() throws InterruptedException {
    All a = new All();
    All b = new All();
    Threads.together(
        () -> {
          a.z = true;
          if (!b.z) {
            counter++;
          }
        },
        () -> {
          if (!a.z) {
            counter++;
          }
          b.z = true;
        });
    assert counter < 2;
  }

  @Clean(races = true)
  static void dekkerUnderSequentialConsistency() throws InterruptedException {
    All a = new All();
    All b = new All();
    Threads.together(
        () -> {
          a.z = true;
          if (!b.z) {
            counter++;
          }
        },
        () -> {
          b.z = true;
          if (!a.z) {
            counter++;
          }
        });
    assert counter < 2;
  }
}
