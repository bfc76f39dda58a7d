package dev.signalbox.bench.sct;

/**
 * 1 thread that increments a number under one mutex and looks whether it did, others that increment
 * it under another mutex.
 *
 * <p>Seeded bug: the other mutex. Mended, it is the same.
 *
 * <p>Volatile, so that no compiler is to blame.
 */
final class WrongLock {
  private final int others;
  private final Object dataLock = new Object();
  private final Object othersLock;
  private volatile int data;

  WrongLock(int others, boolean mended) {
    this.others = others;
    othersLock = mended ? dataLock : new Object();
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("checking", () -> incrementAndCheck());
    for (int i = 0; i < others; i++) {
      children.start("other-" + i, () -> increment());
    }
    children.join();
  }

  private void incrementAndCheck() {
    synchronized (dataLock) {
      int before = data;
      data++;
      if (data != before + 1) {
        throw new AssertionError("another thread wrote data while it was locked");
      }
    }
  }

  private void increment() {
    synchronized (othersLock) {
      data++;
    }
  }
}
