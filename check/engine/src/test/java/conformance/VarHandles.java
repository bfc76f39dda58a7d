package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** VarHandle in all its modes, of fields and of arrays. */
public final class VarHandles {
  private static final VarHandle FIELD;
  private static final VarHandle STATIC;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, java.nio.ByteOrder.nativeOrder());

  private static int shared;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FIELD = lookup.findVarHandle(Cell.class, "value", int.class);
      STATIC = lookup.findStaticVarHandle(VarHandles.class, "shared", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private VarHandles() {}

  private static final class Cell {
    int value;
  }

  @Clean
  static void getAndAdd() throws InterruptedException {
    Cell cell = new Cell();
    Threads.together(
        () -> FIELD.getAndAdd(cell, 1),
        () -> FIELD.getAndAddAcquire(cell, 2),
        () -> FIELD.getAndAddRelease(cell, 4));
    assert cell.value == 7;
  }

  @Planted(Kind.ASSERTION)
  static void volatileReadAndWrite() throws InterruptedException {
    Cell cell = new Cell();
    Action a = () -> FIELD.setVolatile(cell, (int) FIELD.getVolatile(cell) + 1);
    Threads.together(a, a);
    assert cell.value == 2;
  }

  @Planted(Kind.ASSERTION)
  static void opaqueReadAndWrite() throws InterruptedException {
    Cell cell = new Cell();
    Action a = () -> FIELD.setOpaque(cell, (int) FIELD.getOpaque(cell) + 1);
    Threads.together(a, a);
    assert cell.value == 2;
  }

  @Planted(Kind.ASSERTION)
  static void plainReadAndWrite() throws InterruptedException {
    Cell cell = new Cell();
    Action a = () -> FIELD.set(cell, (int) FIELD.get(cell) + 1);
    Threads.together(a, a);
    assert cell.value == 2;
  }

  @Clean
  static void compareAndSet() throws InterruptedException {
    Cell cell = new Cell();
    Action strong =
        () -> {
          int v;
          do {
            v = (int) FIELD.getAcquire(cell);
          } while (!FIELD.compareAndSet(cell, v, v + 1));
        };
    Action weak =
        () -> {
          int v;
          do {
            v = (int) FIELD.getOpaque(cell);
          } while (!FIELD.weakCompareAndSet(cell, v, v + 1));
        };
    Action exchange =
        () -> {
          int v = (int) FIELD.get(cell);
          int seen = (int) FIELD.compareAndExchange(cell, v, v + 1);
          while (seen != v) {
            v = seen;
            seen = (int) FIELD.compareAndExchange(cell, v, v + 1);
          }
        };
    Threads.together(strong, weak, exchange);
    assert cell.value == 3;
  }

  @Clean
  static void bitwise() throws InterruptedException {
    Cell cell = new Cell();
    Threads.together(
        () -> FIELD.getAndBitwiseOr(cell, 1),
        () -> FIELD.getAndBitwiseOrAcquire(cell, 2),
        () -> FIELD.getAndBitwiseXor(cell, 4));
    assert cell.value == 7;
  }

  @Clean
  static void getAndSetHandsTheValueOn() throws InterruptedException {
    Cell cell = new Cell();
    cell.value = 1;
    int[] got = new int[2];
    Threads.together(
        () -> got[0] = (int) FIELD.getAndSet(cell, 2),
        () -> got[1] = (int) FIELD.getAndSet(cell, 3));
    assert got[0] + got[1] + cell.value == 6;
  }

  @Clean
  static void staticField() throws InterruptedException {
    Action a = () -> STATIC.getAndAdd(1);
    Threads.together(a, a);
    assert shared == 2 : shared;
  }

  @Planted(Kind.ASSERTION)
  static void staticFieldInTwoSteps() throws InterruptedException {
    Action a = () -> STATIC.setRelease((int) STATIC.getAcquire() + 1);
    Threads.together(a, a);
    assert shared == 2;
  }

  @Clean
  static void arrayElement() throws InterruptedException {
    int[] array = new int[2];
    Action a = () -> INTS.getAndAdd(array, 1, 1);
    Threads.together(a, a);
    assert array[1] == 2;
  }

  @Planted(Kind.ASSERTION)
  static void arrayElementInTwoSteps() throws InterruptedException {
    int[] array = new int[2];
    Action a = () -> INTS.setVolatile(array, 1, (int) INTS.getVolatile(array, 1) + 1);
    Threads.together(a, a);
    assert array[1] == 2;
  }

  @Planted(Kind.ASSERTION)
  static void viewOfBytesInTwoSteps() throws InterruptedException {
    byte[] bytes = new byte[8];
    Action a = () -> BYTES.set(bytes, 4, (int) BYTES.get(bytes, 4) + 1);
    Threads.together(a, a);
    assert (int) BYTES.get(bytes, 4) == 2;
  }

  @Clean
  static void fencesDoNotDisturb() throws InterruptedException {
    Cell cell = new Cell();
    Threads.together(
        () -> {
          cell.value = 1;
          VarHandle.releaseFence();
          STATIC.setOpaque(1);
        },
        () -> {
          if ((int) STATIC.getOpaque() == 1) {
            VarHandle.acquireFence();
            assert cell.value == 1;
          }
          VarHandle.fullFence();
          VarHandle.loadLoadFence();
          VarHandle.storeStoreFence();
        });
  }
}
