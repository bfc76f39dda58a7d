package dev.signalbox.bench.sct;

/**
 * 2 threads, each of which takes two mutexes.
 *
 * <p>Seeded bug, a deadlock: in opposite order. Mended, in the same.
 */
final class Deadlock01 {
  private final boolean mended;
  private final Object a = new Object();
  private final Object b = new Object();
  private int counter = 1;

  Deadlock01(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("up", () -> add(1, a, b));
    children.start("down", () -> add(-1, mended ? a : b, mended ? b : a));
    children.join();
  }

  private void add(int amount, Object first, Object second) {
    synchronized (first) {
      synchronized (second) {
        counter += amount;
      }
    }
  }
}
