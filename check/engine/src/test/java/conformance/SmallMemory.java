package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;

/** Small programs: plain, volatile and atomic accesses. */
public final class SmallMemory extends Small {
  private SmallMemory() {}

  static void twoWritersOfOneField() throws InterruptedException {
    together(() -> x = 1, () -> x = 2);
    print(x);
  }

  static void threeWritersOfOneField() throws InterruptedException {
    together(() -> x = 1, () -> x = 2, () -> x = 3);
    print(x);
  }

  static void independentThreads() throws InterruptedException {
    together(() -> x = 1, () -> y = 2, () -> z = 3);
    print(x, y, z);
  }

  static void readersOfOneField() throws InterruptedException {
    int[] a = new int[3];
    together(() -> a[0] = x, () -> a[1] = x, () -> a[2] = x);
    print(a[0], a[1], a[2]);
  }

  static void lostUpdate() throws InterruptedException {
    together(() -> x++, () -> x++);
    print(x);
  }

  static void lostUpdates() throws InterruptedException {
    together(
        () -> {
          x++;
          x++;
        },
        () -> x++,
        () -> y = x);
    print(x, y);
  }

  static void storeBuffers() throws InterruptedException {
    int[] r = new int[2];
    together(
        () -> {
          x = 1;
          r[0] = y;
        },
        () -> {
          y = 1;
          r[1] = x;
        });
    print(r[0], r[1]);
  }

  /** Abdulla et al., POPL 2014, section 1. */
  static void writerAndReaders() throws InterruptedException {
    int[] r = new int[2];
    together(
        () -> x = 1,
        () -> {
          int unused = y;
          r[0] = x;
        },
        () -> {
          int unused = z;
          r[1] = x;
        });
    print(r[0], r[1]);
  }

  /** "lastzero" with two writers: Abdulla et al., POPL 2014, section 7. */
  static void lastZero() throws InterruptedException {
    int[] array = new int[3];
    int[] last = new int[1];
    together(
        () -> {
          int i = 2;
          while (array[i] != 0) {
            i--;
          }
          last[0] = i;
        },
        () -> array[1] = array[0] + 1,
        () -> array[2] = array[1] + 1);
    print(array[1], array[2], last[0]);
  }

  static void elements() throws InterruptedException {
    int[] a = new int[2];
    together(
        () -> a[x] = 1,
        () -> {
          x = 1;
          a[1] += 2;
        });
    print(a[0], a[1]);
  }

  /** A builder has no scheduling points, but what is appended shows the order of its calls. */
  static void oneBuilder() throws InterruptedException {
    StringBuilder log = new StringBuilder();
    together(
        () -> {
          x++;
          log.append('a');
        },
        () -> {
          y++;
          log.append('b');
        });
    print(log);
  }

  private static final class Handles {
    static final VarHandle X;

    static {
      try {
        X = MethodHandles.lookup().findStaticVarHandle(Small.class, "x", int.class);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  static void lostUpdateByHandle() throws InterruptedException {
    Action body =
        () -> {
          int now = (int) Handles.X.getVolatile();
          Handles.X.setVolatile(now + 1);
        };
    together(body, body);
    print(x);
  }

  static void atomics() throws InterruptedException {
    AtomicInteger n = new AtomicInteger();
    together(n::incrementAndGet, () -> n.updateAndGet(v -> v * 3 + y), () -> y = n.get());
    print(n.get(), y);
  }

  static void compareAndSet() throws InterruptedException {
    AtomicReference<String> r = new AtomicReference<>("");
    Action body =
        () -> {
          String before = r.get();
          r.compareAndSet(before, before + Thread.currentThread().getName());
        };
    together(body, body);
    print(r.get());
  }

  static final class Cell {
    static final AtomicIntegerFieldUpdater<Cell> VALUE =
        AtomicIntegerFieldUpdater.newUpdater(Cell.class, "value");
    volatile int value;
  }

  static void fieldUpdater() throws InterruptedException {
    Cell c = new Cell();
    together(() -> Cell.VALUE.incrementAndGet(c), () -> c.value = c.value * 2 + 1);
    print(c.value);
  }

  static void volatiles() throws InterruptedException {
    together(
        () -> {
          x = 1;
          flag = true;
        },
        () -> {
          if (flag) {
            y = x;
          } else {
            y = 5 + x;
          }
        });
    print(y);
  }

  /** More interleavings than anybody can run. */
  static void huge() throws InterruptedException {
    Action body =
        () -> {
          for (int i = 0; i < 20; i++) {
            x++;
          }
        };
    together(body, body, body);
  }
}
