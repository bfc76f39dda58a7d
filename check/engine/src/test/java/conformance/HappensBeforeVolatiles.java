package conformance;

import java.util.HashMap;
import java.util.Map;

/** Plain data handed over by volatile fields: a write happens before every later read. */
@SuppressWarnings({"DoubleCheckedLocking", "NonAtomicVolatileUpdate"})
public final class HappensBeforeVolatiles {
  private static int data;
  private static int more;
  private static volatile boolean ready;
  private static volatile boolean relayed;
  private static volatile int turn;
  private static volatile long stage;
  private static volatile Parcel parcel;
  private static volatile int[] numbers;
  private static volatile Map<String, Integer> map;

  private HappensBeforeVolatiles() {}

  @Clean
  static void flag() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          Hint.until(() -> ready);
          assert data == 1;
        });
  }

  @Clean
  static void flagThatIsAskedOnce() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          if (ready) {
            assert data == 1;
          }
        });
  }

  private static final class Letter {
    volatile boolean sent;
    int text;
  }

  @Clean
  static void flagOfAnObject() throws InterruptedException {
    Letter letter = new Letter();
    Threads.together(
        () -> {
          letter.text = 1;
          letter.sent = true;
        },
        () -> {
          Hint.until(() -> letter.sent);
          assert letter.text == 1;
        });
  }

  @Clean
  static void throughAThirdThread() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          Hint.until(() -> ready);
          relayed = true;
        },
        () -> {
          Hint.until(() -> relayed);
          assert data == 1;
        });
  }

  @Clean
  static void fromTwoWriters() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          ready = true;
        },
        () -> {
          more = 2;
          relayed = true;
        },
        () -> {
          Hint.until(() -> ready && relayed);
          assert data + more == 3;
        });
  }

  @Clean
  static void inStages() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          stage = 1;
          more = 2;
          stage = 2;
        },
        () -> {
          Hint.until(() -> stage > 0);
          assert data == 1;
          Hint.until(() -> stage > 1);
          assert more == 2;
        });
  }

  @Clean
  static void readBeforeItIsWrittenAgain() throws InterruptedException {
    Threads.together(
        () -> {
          assert data == 0;
          ready = true;
        },
        () -> {
          Hint.until(() -> ready);
          data = 1;
        });
  }

  @Clean
  static void inTurns() throws InterruptedException {
    Threads.together(() -> twice(0), () -> twice(1));
    assert data == 4;
  }

  private static void twice(int me) {
    for (int i = 0; i < 2; i++) {
      Hint.until(() -> turn % 2 == me);
      data++;
      turn++; // the others wait
    }
  }

  /** Peterson's lock. */
  private static final class Peterson {
    volatile boolean zeroWants;
    volatile boolean oneWants;
    volatile int last;

    void lock(int me) {
      if (me == 0) {
        zeroWants = true;
        last = 0;
        Hint.until(() -> !oneWants || last != 0);
      } else {
        oneWants = true;
        last = 1;
        Hint.until(() -> !zeroWants || last != 1);
      }
    }

    void unlock(int me) {
      if (me == 0) {
        zeroWants = false;
      } else {
        oneWants = false;
      }
    }
  }

  @Clean
  static void peterson() throws InterruptedException {
    Peterson lock = new Peterson();
    Threads.together(() -> increment(lock, 0), () -> increment(lock, 1));
    assert data == 4;
  }

  private static void increment(Peterson lock, int me) {
    for (int i = 0; i < 2; i++) {
      lock.lock(me);
      data++;
      lock.unlock(me);
    }
  }

  /** Only one of them can have come first. */
  @Clean
  static void dekker() throws InterruptedException {
    Threads.together(
        () -> {
          ready = true;
          if (!relayed) {
            data++;
          }
        },
        () -> {
          relayed = true;
          if (!ready) {
            data++;
          }
        });
    assert data <= 1;
  }

  // ---- what the field refers to

  @Clean
  static void object() throws InterruptedException {
    Threads.together(
        () -> parcel = new Parcel(7),
        () -> {
          Hint.until(() -> parcel != null);
          assert parcel.content == 7;
        });
  }

  private record Pair(Parcel left, Parcel right) {}

  private static volatile Pair pair;

  @Clean
  static void record() throws InterruptedException {
    Threads.together(
        () -> pair = new Pair(new Parcel(1), new Parcel(2)),
        () -> {
          Hint.until(() -> pair != null);
          assert pair.left().content + pair.right().content == 3;
        });
  }

  @Clean
  static void arrayThatWasFilledBefore() throws InterruptedException {
    Threads.together(
        () -> {
          int[] made = new int[2];
          made[0] = 1;
          made[1] = 2;
          numbers = made;
        },
        () -> {
          Hint.until(() -> numbers != null);
          assert numbers[0] + numbers[1] == 3;
        });
  }

  @Clean
  static void elementThatIsFollowedByAWriteOfTheReference() throws InterruptedException {
    int[] array = new int[1];
    Threads.together(
        () -> {
          array[0] = 1;
          numbers = array;
        },
        () -> {
          Hint.until(() -> numbers != null);
          assert array[0] == 1;
        });
  }

  @Clean
  static void mapThatWasFilledBefore() throws InterruptedException {
    Action reader =
        () -> {
          Hint.until(() -> map != null);
          assert map.get("a") == 1;
        };
    Threads.together(
        reader,
        () -> {
          Map<String, Integer> made = new HashMap<>();
          made.put("a", 1);
          map = made;
        },
        reader);
  }

  private static final class Lazy {
    private static volatile Lazy instance;
    private int value;

    static Lazy get() {
      Lazy l = instance;
      if (l == null) {
        synchronized (Lazy.class) {
          l = instance;
          if (l == null) {
            l = new Lazy();
            l.value = 7;
            instance = l;
          }
        }
      }
      return l;
    }
  }

  @Clean
  static void doubleCheckedLocking() throws InterruptedException {
    Action a =
        () -> {
          assert Lazy.get().value == 7;
        };
    Threads.together(a, a, a);
  }

  @Clean
  static void copyOnWrite() throws InterruptedException {
    map = Map.of();
    Threads.together(
        () -> {
          for (int i = 0; i < 2; i++) {
            Map<String, Integer> next = new HashMap<>(map);
            next.put("k" + i, i);
            map = next;
          }
        },
        () -> {
          Map<String, Integer> seen = map;
          assert seen.size() < 2 || seen.get("k1") == 1;
        });
    assert map.size() == 2;
  }
}
