package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Access modes and fences that are too weak for the data that they seem to publish. */
@SuppressWarnings("UnusedVariable")
public final class RacesOfModes {
  private static final AtomicInteger ATOMIC = new AtomicInteger();
  private static final VarHandle FLAG;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int[] ARRAY = new int[2];

  private static int flag;
  private static int data;

  static {
    try {
      FLAG = MethodHandles.lookup().findStaticVarHandle(RacesOfModes.class, "flag", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RacesOfModes() {}

  // ---- data beside the flag

  @Racy("Parcel.content")
  static void opaque() throws InterruptedException {
    Handover.by(() -> FLAG.setOpaque(1), () -> FLAG.getOpaque());
  }

  @Racy("Parcel.content")
  static void opaqueAtomic() throws InterruptedException {
    Handover.by(() -> ATOMIC.setOpaque(1), ATOMIC::getOpaque);
  }

  @Racy("Parcel.content")
  static void opaqueWriteAndVolatileRead() throws InterruptedException {
    Handover.by(() -> FLAG.setOpaque(1), () -> FLAG.getVolatile());
  }

  @Racy("Parcel.content")
  static void volatileWriteAndOpaqueRead() throws InterruptedException {
    Handover.by(() -> FLAG.setVolatile(1), () -> FLAG.getOpaque());
  }

  @Racy("Parcel.content")
  static void lazySetAndGetPlain() throws InterruptedException {
    Handover.by(() -> ATOMIC.lazySet(1), ATOMIC::getPlain);
  }

  @Racy("Parcel.content")
  static void setAndGetOpaque() throws InterruptedException {
    Handover.by(() -> ATOMIC.set(1), ATOMIC::getOpaque);
  }

  @Racy("Parcel.content")
  static void weakCompareAndSetPlain() throws InterruptedException {
    Handover.by(
        () -> Hint.until(() -> ATOMIC.weakCompareAndSetPlain(0, 1)),
        () -> Hint.until(() -> ATOMIC.weakCompareAndSetPlain(1, 2)));
  }

  @Racy("Parcel.content")
  static void acquireOfTheWriter() throws InterruptedException {
    Handover.by(() -> FLAG.getAndAddAcquire(1), () -> FLAG.getAcquire());
  }

  @Racy("Parcel.content")
  static void releaseOfTheReader() throws InterruptedException {
    Handover.by(() -> FLAG.setRelease(1), () -> FLAG.getAndAddRelease(1));
  }

  @Racy("Parcel.content")
  static void compareAndExchangeTheWrongWayRound() throws InterruptedException {
    Handover.by(
        () -> FLAG.compareAndExchangeAcquire(0, 1), () -> FLAG.compareAndExchangeRelease(1, 2));
  }

  @Racy(value = "Parcel.content", unseen = "an update that fails counts as one that succeeds")
  static void compareAndSetThatFailsDoesNotWrite() throws InterruptedException {
    Handover.by(() -> ATOMIC.compareAndSet(5, 1), ATOMIC::get);
  }

  @Racy("Parcel.content")
  static void differentVariables() throws InterruptedException {
    Handover.by(() -> ATOMIC.set(1), () -> FLAG.getVolatile());
  }

  @Racy("Parcel.content")
  static void differentElements() throws InterruptedException {
    Handover.by(() -> INTS.setVolatile(ARRAY, 0, 1), () -> INTS.getVolatile(ARRAY, 1));
  }

  // ---- fences

  @Racy("Parcel.content")
  static void fenceOfTheWriterOnly() throws InterruptedException {
    Handover.by(
        () -> {
          VarHandle.releaseFence();
          FLAG.setOpaque(1);
        },
        () -> FLAG.getOpaque());
  }

  @Racy("Parcel.content")
  static void fenceOfTheReaderOnly() throws InterruptedException {
    Handover.by(
        () -> FLAG.setOpaque(1),
        () -> {
          int _ = (int) FLAG.getOpaque();
          VarHandle.acquireFence();
        });
  }

  @Racy("Parcel.content")
  static void fencesOfTheWrongKind() throws InterruptedException {
    Handover.by(
        () -> {
          VarHandle.acquireFence();
          FLAG.setOpaque(1);
        },
        () -> {
          int _ = (int) FLAG.getOpaque();
          VarHandle.releaseFence();
        });
  }

  /** No hint here: its opaque accesses would be between the fences. */
  @Racy("RacesOfModes.data")
  static void fencesAtTheWrongPlace() throws InterruptedException {
    Threads.together(
        () -> {
          data = 1;
          FLAG.setOpaque(1);
          VarHandle.releaseFence();
        },
        () -> {
          VarHandle.acquireFence();
          int _ = (int) FLAG.getOpaque();
          int _ = data;
        });
  }

  // ---- the flag itself

  @Racy("RacesOfModes.flag")
  static void plainModes() throws InterruptedException {
    Threads.together(() -> FLAG.set(1), () -> FLAG.get());
  }

  @Racy("RacesOfModes.flag")
  static void plainModeAndField() throws InterruptedException {
    Threads.together(
        () -> FLAG.set(1),
        () -> {
          int _ = flag;
        });
  }

  @Racy("int[]")
  static void plainModesOfAnElement() throws InterruptedException {
    Threads.together(() -> INTS.set(ARRAY, 1, 1), () -> INTS.set(ARRAY, 1, 2));
  }

  /** Orders only what goes through the handle. */
  @Racy(value = "RacesOfModes.flag", unseen = "an atomic access and a plain one are not compared")
  static void volatileModeAndPlainWrite() throws InterruptedException {
    Threads.together(() -> flag = 1, () -> FLAG.getVolatile());
  }

  @Racy(value = "RacesOfModes.flag", unseen = "an atomic access and a plain one are not compared")
  static void getAndAddAndPlainIncrement() throws InterruptedException {
    Threads.together(() -> FLAG.getAndAdd(1), () -> flag++);
  }

  private static final class Counter {
    static final AtomicIntegerFieldUpdater<Counter> VALUE =
        AtomicIntegerFieldUpdater.newUpdater(Counter.class, "value");
    volatile int value;
    int calls;

    void add() {
      VALUE.incrementAndGet(this);
      calls++;
    }
  }

  @Racy("Counter.calls")
  static void besideAFieldUpdater() throws InterruptedException {
    Counter c = new Counter();
    Threads.together(c::add, c::add);
  }
}
