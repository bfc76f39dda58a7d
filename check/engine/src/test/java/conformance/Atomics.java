package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** All of java.util.concurrent.atomic. */
@SuppressWarnings("NonAtomicVolatileUpdate")
public final class Atomics {
  private static int counter;

  private Atomics() {}

  @Clean
  static void integer() throws InterruptedException {
    AtomicInteger i = new AtomicInteger();
    Threads.together(
        i::incrementAndGet, () -> i.getAndAdd(2), () -> i.accumulateAndGet(3, Integer::sum));
    assert i.get() == 6;
  }

  @Planted(Kind.ASSERTION)
  static void getAndSetIsTwoSteps() throws InterruptedException {
    AtomicInteger i = new AtomicInteger();
    Action a = () -> i.set(i.get() + 1);
    Threads.together(a, a);
    assert i.get() == 2;
  }

  @Clean
  static void compareAndSetInALoop() throws InterruptedException {
    AtomicLong l = new AtomicLong();
    Action a =
        () -> {
          long old;
          do {
            old = l.get();
          } while (!l.compareAndSet(old, old + 1));
        };
    Threads.together(a, a, () -> l.updateAndGet(v -> v + 1));
    assert l.get() == 3;
  }

  @Planted(Kind.ASSERTION)
  static void compareAndSetMayFail() throws InterruptedException {
    AtomicInteger i = new AtomicInteger();
    Action a =
        () -> {
          int old = i.get();
          assert i.compareAndSet(old, old + 1);
        };
    Threads.together(a, a);
  }

  @Clean
  static void booleanIsTakenOnce() throws InterruptedException {
    AtomicBoolean taken = new AtomicBoolean();
    Action a =
        () -> {
          if (taken.compareAndSet(false, true)) {
            counter++;
          }
        };
    Threads.together(a, a, a);
    assert counter == 1;
  }

  @Clean
  static void spinLock() throws InterruptedException {
    AtomicBoolean locked = new AtomicBoolean();
    Action a =
        () -> {
          while (!locked.compareAndSet(false, true)) {
            Thread.onSpinWait();
          }
          counter++;
          locked.set(false);
        };
    Threads.together(a, a, a);
    assert counter == 3;
  }

  private record Node(int value, Node next) {}

  @Clean
  static void treiberStack() throws InterruptedException {
    AtomicReference<Node> top = new AtomicReference<>();
    Threads.together(
        () -> top.updateAndGet(n -> new Node(1, n)),
        () -> top.updateAndGet(n -> new Node(2, n)),
        () -> top.getAndUpdate(n -> n == null ? null : n.next()));
    int size = 0;
    for (Node n = top.get(); n != null; n = n.next()) {
      size++;
    }
    assert size == 1 || size == 2;
  }

  @Planted(Kind.ASSERTION)
  static void stackThatLosesNodes() throws InterruptedException {
    AtomicReference<Node> top = new AtomicReference<>();
    Threads.together(() -> top.set(new Node(1, top.get())), () -> top.set(new Node(2, top.get())));
    assert top.get().next() != null;
  }

  @Clean
  static void stampedReferenceNoticesTheWayBack() throws InterruptedException {
    AtomicStampedReference<String> ref = new AtomicStampedReference<>("a", 0);
    Threads.together(
        () -> {
          int[] stamp = new int[1];
          String seen = ref.get(stamp);
          if (stamp[0] == 0) {
            boolean set = ref.compareAndSet(seen, "c", 0, 1);
            assert set == (ref.getStamp() == 1 || ref.getReference().equals("c")) || !set;
          }
        },
        () -> {
          ref.compareAndSet("a", "b", 0, 10);
          ref.compareAndSet("b", "a", 10, 20);
        });
    assert ref.getStamp() == 20 || ref.getStamp() == 1;
  }

  @Planted(Kind.ASSERTION)
  static void referenceDoesNotNoticeTheWayBack() throws InterruptedException {
    AtomicReference<String> ref = new AtomicReference<>("a");
    Threads.together(
        () -> {
          String seen = ref.get();
          int before = counter;
          boolean same = ref.compareAndSet(seen, "c");
          assert !same || before == counter;
        },
        () -> {
          if (ref.compareAndSet("a", "b")) {
            counter++;
            ref.compareAndSet("b", "a");
          }
        });
  }

  @Clean
  static void markableReference() throws InterruptedException {
    AtomicMarkableReference<String> ref = new AtomicMarkableReference<>("a", false);
    Action a =
        () -> {
          if (ref.compareAndSet("a", "a", false, true)) {
            counter++;
          }
        };
    Threads.together(a, a);
    assert counter == 1 && ref.isMarked();
  }

  @Clean
  static void arrays() throws InterruptedException {
    AtomicIntegerArray ints = new AtomicIntegerArray(2);
    AtomicLongArray longs = new AtomicLongArray(2);
    AtomicReferenceArray<String> strings = new AtomicReferenceArray<>(new String[] {"", ""});
    Action a =
        () -> {
          ints.incrementAndGet(0);
          longs.addAndGet(1, 2);
          strings.accumulateAndGet(1, "x", String::concat);
        };
    Threads.together(a, a);
    assert ints.get(0) == 2 && longs.get(1) == 4 && strings.get(1).equals("xx");
  }

  @Planted(Kind.ASSERTION)
  static void elementsOfAnArray() throws InterruptedException {
    AtomicIntegerArray ints = new AtomicIntegerArray(1);
    Action a = () -> ints.set(0, ints.get(0) + 1);
    Threads.together(a, a);
    assert ints.get(0) == 2;
  }

  private static final class Fields {
    static final AtomicIntegerFieldUpdater<Fields> I =
        AtomicIntegerFieldUpdater.newUpdater(Fields.class, "i");
    static final AtomicLongFieldUpdater<Fields> L =
        AtomicLongFieldUpdater.newUpdater(Fields.class, "l");
    static final AtomicReferenceFieldUpdater<Fields, String> S =
        AtomicReferenceFieldUpdater.newUpdater(Fields.class, String.class, "s");

    volatile int i;
    volatile long l;
    volatile String s = "";
  }

  @Clean
  static void fieldUpdaters() throws InterruptedException {
    Fields f = new Fields();
    Action a =
        () -> {
          Fields.I.incrementAndGet(f);
          Fields.L.getAndAdd(f, 3);
          Fields.S.updateAndGet(f, s -> s + "x");
        };
    Threads.together(a, a);
    assert f.i == 2 && f.l == 6 && f.s.equals("xx");
  }

  @Planted(Kind.ASSERTION)
  static void volatileFieldWithoutUpdater() throws InterruptedException {
    Fields f = new Fields();
    Threads.together(() -> f.i++, () -> Fields.I.incrementAndGet(f));
    assert f.i == 2;
  }

  @Clean
  static void adders() throws InterruptedException {
    LongAdder longs = new LongAdder();
    DoubleAdder doubles = new DoubleAdder();
    Action a =
        () -> {
          longs.increment();
          longs.add(2);
          doubles.add(0.5);
        };
    Threads.together(a, a, a);
    assert longs.sum() == 9 && doubles.sum() == 1.5;
    assert longs.sumThenReset() == 9 && longs.sum() == 0;
  }

  @Clean
  static void accumulators() throws InterruptedException {
    LongAccumulator max = new LongAccumulator(Math::max, 0);
    DoubleAccumulator product = new DoubleAccumulator((x, y) -> x * y, 1);
    Threads.together(
        () -> {
          max.accumulate(5);
          product.accumulate(2);
        },
        () -> {
          max.accumulate(7);
          product.accumulate(4);
        });
    assert max.get() == 7 && product.get() == 8;
  }

  @Planted(Kind.ASSERTION)
  static void adderIsReadTooEarly() throws InterruptedException {
    LongAdder adder = new LongAdder();
    Threads.together(
        () -> adder.add(2),
        () -> {
          assert adder.sum() == 2;
        });
  }
}
