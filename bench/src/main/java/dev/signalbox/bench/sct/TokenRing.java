package dev.signalbox.bench.sct;

/**
 * Three threads pass a number on, in a ring; a fourth checks that all have the same when all are
 * done. 4 threads, each one atomic step.
 *
 * <p>Seeded bug: nothing makes them pass it on in the order of the ring. Mended, each waits for the
 * one before.
 */
final class TokenRing {
  private final boolean mended;
  private int x1 = 1;
  private int x2 = 2;
  private int x3 = 1;
  private boolean done1;
  private boolean done2;
  private boolean done3;

  TokenRing(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("first", () -> first());
    children.start("second", () -> second());
    children.start("third", () -> third());
    children.start("check", () -> check());
    children.join();
  }

  private synchronized void first() {
    x1 = (x3 + 1) % 4;
    done1 = true;
    if (mended) {
      notifyAll();
    }
  }

  private synchronized void second() throws InterruptedException {
    while (mended && !done1) {
      wait();
    }
    x2 = x1;
    done2 = true;
    if (mended) {
      notifyAll();
    }
  }

  private synchronized void third() throws InterruptedException {
    while (mended && !done2) {
      wait();
    }
    x3 = x2;
    done3 = true;
  }

  private synchronized void check() {
    if (done1 && done2 && done3 && !(x1 == x2 && x2 == x3)) {
      throw new AssertionError("the ring has " + x1 + ", " + x2 + " and " + x3);
    }
  }
}
