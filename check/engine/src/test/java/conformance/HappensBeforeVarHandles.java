package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Plain data handed over by VarHandle: its modes, and its fences. */
@SuppressWarnings("UnusedVariable")
public final class HappensBeforeVarHandles {
  private static final VarHandle FLAG;
  private static final VarHandle NEXT;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

  private static int flag;
  private static int data;
  private static int more;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FLAG = lookup.findStaticVarHandle(HappensBeforeVarHandles.class, "flag", int.class);
      NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private HappensBeforeVarHandles() {}

  private static final class Node {
    Node next;
    int content;

    Node(int content) {
      this.content = content;
    }
  }

  @Clean
  static void volatileModes() throws InterruptedException {
    Handover.by(() -> FLAG.setVolatile(1), () -> Handover.isTrue((int) FLAG.getVolatile() == 1));
  }

  @Clean
  static void releaseAndAcquire() throws InterruptedException {
    Handover.by(() -> FLAG.setRelease(1), () -> Handover.isTrue((int) FLAG.getAcquire() == 1));
  }

  @Clean
  static void releaseAndVolatile() throws InterruptedException {
    Handover.by(() -> FLAG.setRelease(1), () -> Handover.isTrue((int) FLAG.getVolatile() == 1));
  }

  @Clean
  static void volatileAndAcquire() throws InterruptedException {
    Handover.by(() -> FLAG.setVolatile(1), () -> Handover.isTrue((int) FLAG.getAcquire() == 1));
  }

  @Clean
  static void compareAndSet() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue(FLAG.compareAndSet(0, 1)),
        () -> Handover.isTrue(FLAG.compareAndSet(1, 2)));
  }

  @Clean
  static void compareAndSetThatFails() throws InterruptedException {
    Handover.by(() -> FLAG.setVolatile(1), () -> Handover.isTrue(!FLAG.compareAndSet(0, 2)));
  }

  @Clean
  static void compareAndExchange() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.compareAndExchange(0, 1) == 0),
        () -> Handover.isTrue((int) FLAG.compareAndExchange(1, 2) == 1));
  }

  @Clean
  static void compareAndExchangeReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.compareAndExchangeRelease(0, 1) == 0),
        () -> Handover.isTrue((int) FLAG.compareAndExchangeAcquire(1, 2) == 1));
  }

  @Clean
  static void compareAndExchangeAcquireThatFails() throws InterruptedException {
    Handover.by(
        () -> FLAG.setRelease(1),
        () -> Handover.isTrue((int) FLAG.compareAndExchangeAcquire(0, 2) == 1));
  }

  @Clean
  static void weakCompareAndSet() throws InterruptedException {
    Handover.by(
        () -> Hint.until(() -> FLAG.weakCompareAndSet(0, 1)),
        () -> Hint.until(() -> FLAG.weakCompareAndSet(1, 2)));
  }

  @Clean
  static void weakCompareAndSetReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Hint.until(() -> FLAG.weakCompareAndSetRelease(0, 1)),
        () -> Hint.until(() -> FLAG.weakCompareAndSetAcquire(1, 2)));
  }

  @Clean
  static void getAndAdd() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.getAndAdd(1) == 0),
        () -> Handover.isTrue((int) FLAG.getAndAdd(1) == 1));
  }

  @Clean
  static void getAndAddReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.getAndAddRelease(1) == 0),
        () -> Handover.isTrue((int) FLAG.getAndAddAcquire(1) == 1));
  }

  @Clean
  static void getAndSetReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.getAndSetRelease(1) == 0),
        () -> Handover.isTrue((int) FLAG.getAndSetAcquire(2) == 1));
  }

  @Clean
  static void bitwiseReleaseAndAcquire() throws InterruptedException {
    Handover.by(
        () -> Handover.isTrue((int) FLAG.getAndBitwiseOrRelease(1) == 0),
        () -> Handover.isTrue((int) FLAG.getAndBitwiseAndAcquire(0) == 1));
  }

  @Clean
  static void elementOfAnArray() throws InterruptedException {
    int[] flags = new int[2];
    Handover.by(
        () -> INTS.setRelease(flags, 1, 1),
        () -> Handover.isTrue((int) INTS.getAcquire(flags, 1) == 1));
  }

  @Clean
  static void reference() throws InterruptedException {
    Node head = new Node(0);
    Threads.together(
        () -> NEXT.setRelease(head, new Node(7)),
        () -> {
          Hint.until(() -> NEXT.getAcquire(head) != null);
          assert ((Node) NEXT.getAcquire(head)).content == 7;
        });
  }

  @Clean
  static void spinLock() throws InterruptedException {
    Action a =
        () -> {
          Hint.until(() -> FLAG.weakCompareAndSetAcquire(0, 1));
          data++;
          FLAG.setRelease(0);
        };
    Threads.together(a, a, a);
    assert data == 3;
  }

  /** The accesses themselves are no races, though their threads are not ordered. */
  @Clean
  static void opaqueOnly() throws InterruptedException {
    Threads.together(
        () -> FLAG.setOpaque(1),
        () -> FLAG.setOpaque(2),
        () -> {
          int seen = (int) FLAG.getOpaque();
          assert seen <= 2;
        });
  }

  // ---- fences

  @Clean
  static void releaseAndAcquireFences() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          VarHandle.releaseFence();
          FLAG.setOpaque(1);
        },
        () -> {
          Hint.until(() -> (int) FLAG.getOpaque() == 1);
          VarHandle.acquireFence();
          assert data == 1;
        });
  }

  @Clean
  static void fullFences() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          VarHandle.fullFence();
          FLAG.setOpaque(1);
        },
        () -> {
          Hint.until(() -> (int) FLAG.getOpaque() == 1);
          VarHandle.fullFence();
          assert data == 1;
        });
  }

  @Clean
  static void releaseFenceAndGetAcquire() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          VarHandle.releaseFence();
          FLAG.setOpaque(1);
        },
        () -> {
          Hint.until(() -> (int) FLAG.getAcquire() == 1);
          assert data == 1;
        });
  }

  @Clean
  static void setReleaseAndAcquireFence() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          FLAG.setRelease(1);
        },
        () -> {
          Hint.until(() -> (int) FLAG.getOpaque() == 1);
          VarHandle.acquireFence();
          assert data == 1;
        });
  }

  @Clean
  static void oneFenceForSeveralWrites() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          more = 2;
          VarHandle.releaseFence();
          FLAG.setOpaque(1);
          FLAG.setOpaque(2);
        },
        () -> {
          Hint.until(() -> (int) FLAG.getOpaque() > 0);
          VarHandle.acquireFence();
          assert data + more == 3;
        });
  }
}
