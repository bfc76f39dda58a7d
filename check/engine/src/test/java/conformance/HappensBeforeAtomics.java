package conformance;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Plain data handed over by java.util.concurrent.atomic. */
public final class HappensBeforeAtomics {
  private static final AtomicInteger FLAG = new AtomicInteger();
  private static int data;

  private HappensBeforeAtomics() {}

  @Clean
  static void setAndGet() throws InterruptedException {
    Handover.by(() -> FLAG.set(1), () -> Handover.isTrue(FLAG.get() == 1));
  }

  @Clean
  static void compareAndSet() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue(FLAG.compareAndSet(0, 1)),
        () -> Handover.isTrue(FLAG.compareAndSet(1, 2)));
  }

  @Clean
  static void compareAndSetThatFails() throws InterruptedException {
    Handover.by(() -> FLAG.set(1), () -> Handover.isTrue(!FLAG.compareAndSet(0, 2)));
  }

  @Clean
  static void compareAndExchange() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue(FLAG.compareAndExchangeRelease(0, 1) == 0),
        () -> Handover.isTrue(FLAG.compareAndExchangeAcquire(1, 2) == 1));
  }

  @Clean
  static void getAndIncrement() throws InterruptedException {
    Handover.by(FLAG::getAndIncrement, () -> Handover.isTrue(FLAG.getAndAdd(1) == 1));
  }

  @Clean
  static void getAndSet() throws InterruptedException {
    Handover.by(() -> FLAG.getAndSet(1), () -> Handover.isTrue(FLAG.getAndSet(0) == 1));
  }

  @Clean
  static void updateAndAccumulate() throws InterruptedException {
    Handover.by(
        () -> FLAG.updateAndGet(f -> f + 1),
        () -> Handover.isTrue(FLAG.accumulateAndGet(2, Integer::sum) == 3));
  }

  @Clean
  static void lazySetAndGet() throws InterruptedException {
    Handover.by(() -> FLAG.lazySet(1), () -> Handover.isTrue(FLAG.get() == 1));
  }

  @Clean
  static void setReleaseAndGetAcquire() throws InterruptedException {
    Handover.by(() -> FLAG.setRelease(1), () -> Handover.isTrue(FLAG.getAcquire() == 1));
  }

  @Clean
  static void weakCompareAndSetVolatile() throws InterruptedException {
    Handover.by(
        () -> Hint.until(() -> FLAG.weakCompareAndSetVolatile(0, 1)),
        () -> Hint.until(() -> FLAG.weakCompareAndSetVolatile(1, 2)));
  }

  @Clean
  static void weakCompareAndSetReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Hint.until(() -> FLAG.weakCompareAndSetRelease(0, 1)),
        () -> Hint.until(() -> FLAG.weakCompareAndSetAcquire(1, 2)));
  }

  @Clean
  static void longAndBoolean() throws InterruptedException {
    AtomicLong stage = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Handover.by(
        stage::incrementAndGet, () -> Handover.isTrue(stage.get() == 1 && !done.getAndSet(true)));
  }

  @Clean
  static void booleanFlag() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Handover.by(() -> done.set(true), () -> Handover.isTrue(done.get()));
  }

  @Clean
  static void reference() throws InterruptedException {
    AtomicReference<Parcel> shelf = new AtomicReference<>();
    Threads.together(
        () -> shelf.set(new Parcel(7)),
        () -> {
          Hint.until(() -> shelf.get() != null);
          assert shelf.get().content == 7;
        });
  }

  @Clean
  static void array() throws InterruptedException {
    AtomicIntegerArray flags = new AtomicIntegerArray(2);
    Handover.by(() -> flags.set(1, 1), () -> Handover.isTrue(flags.get(1) == 1));
  }

  @Clean
  static void arrayOfReferences() throws InterruptedException {
    AtomicReferenceArray<Parcel> shelves = new AtomicReferenceArray<>(2);
    Hint.inOrder(
        () -> Handover.isTrue(shelves.compareAndSet(1, null, new Parcel(7))),
        () -> Handover.isTrue(shelves.getAndSet(1, null).content == 7));
  }

  private static final class Node {
    static final AtomicIntegerFieldUpdater<Node> FLAG =
        AtomicIntegerFieldUpdater.newUpdater(Node.class, "flag");
    static final AtomicReferenceFieldUpdater<Node, Node> NEXT =
        AtomicReferenceFieldUpdater.newUpdater(Node.class, Node.class, "next");
    volatile int flag;
    volatile Node next;
    Node below;
    int content;

    Node(int content) {
      this.content = content;
    }
  }

  @Clean
  static void fieldUpdater() throws InterruptedException {
    Node node = new Node(0);
    Handover.by(
        () -> Handover.isTrue(Node.FLAG.compareAndSet(node, 0, 1)),
        () -> Handover.isTrue(Node.FLAG.get(node) == 1 && node.flag == 1));
  }

  @Clean
  static void fieldUpdaterAndVolatileRead() throws InterruptedException {
    Node node = new Node(0);
    Hint.inOrder(
        () -> Node.NEXT.lazySet(node, new Node(7)), () -> Handover.isTrue(node.next.content == 7));
  }

  @Clean
  static void marked() throws InterruptedException {
    AtomicMarkableReference<String> marked = new AtomicMarkableReference<>("a", false);
    Handover.by(() -> marked.set("b", true), () -> Handover.isTrue(marked.isMarked()));
  }

  @Clean
  static void stamped() throws InterruptedException {
    AtomicStampedReference<String> stamped = new AtomicStampedReference<>("a", 0);
    Handover.by(
        () -> Handover.isTrue(stamped.compareAndSet("a", "b", 0, 1)),
        () -> Handover.isTrue(stamped.getStamp() == 1));
  }

  @Clean
  static void adderAndJoin() throws InterruptedException {
    LongAdder adder = new LongAdder();
    LongAccumulator most = new LongAccumulator(Long::max, 0);
    int[] own = new int[2];
    Threads.together(
        () -> {
          own[0] = 1;
          adder.add(1);
          most.accumulate(1);
        },
        () -> {
          own[1] = 2;
          adder.add(2);
          most.accumulate(2);
        });
    assert adder.sum() == own[0] + own[1] && most.get() == 2;
  }

  @Clean
  static void throughAThirdThread() throws InterruptedException {
    AtomicInteger second = new AtomicInteger();
    Hint.inOrder(
        () -> {
          data = 1;
          FLAG.setRelease(1);
        },
        () -> second.setRelease(FLAG.getAcquire()),
        () -> {
          assert second.getAcquire() == 1 && data == 1;
        });
  }

  @Clean
  static void spinLock() throws InterruptedException {
    Action a =
        () -> {
          Hint.until(() -> FLAG.compareAndSet(0, 1));
          data++;
          FLAG.lazySet(0);
        };
    Threads.together(a, a, a);
    assert data == 3;
  }

  @Clean
  static void whoeverIsLastReadsAll() throws InterruptedException {
    int[] parts = new int[3];
    AtomicInteger missing = new AtomicInteger(3);
    Threads.together(
        () -> finish(parts, 0, missing),
        () -> finish(parts, 1, missing),
        () -> finish(parts, 2, missing));
    assert data == 6;
  }

  private static void finish(int[] parts, int i, AtomicInteger missing) {
    parts[i] = i + 1;
    if (missing.decrementAndGet() == 0) {
      data = parts[0] + parts[1] + parts[2];
    }
  }

  /** Treiber's stack. */
  @Clean
  static void stack() throws InterruptedException {
    AtomicReference<Node> top = new AtomicReference<>();
    Action push =
        () -> {
          Node node = new Node(7);
          do {
            node.below = top.get();
          } while (!top.compareAndSet(node.below, node));
        };
    Action pop =
        () -> {
          Node node = top.get();
          while (node != null && !top.compareAndSet(node, node.below)) {
            node = top.get();
          }
          assert node == null || node.content == 7;
        };
    Threads.together(push, push, pop, pop);
  }
}
