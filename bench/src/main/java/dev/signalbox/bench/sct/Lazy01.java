package dev.signalbox.bench.sct;

/**
 * Two threads add 1 and 2 to a number, a third looks at it: 3 threads, one mutex.
 *
 * <p>Seeded bug: the third claims that the number stays below 3, and fails when it comes last.
 * Mended, it claims that it stays below 4.
 */
final class Lazy01 {
  private final int limit;
  private int data;

  Lazy01(boolean mended) {
    limit = mended ? 4 : 3;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("check", () -> check());
    children.start("add-2", () -> add(2));
    children.start("add-1", () -> add(1));
    children.join();
  }

  private synchronized void add(int amount) {
    data += amount;
  }

  private synchronized void check() {
    if (data >= limit) {
      throw new AssertionError("data is " + data + ", not below " + limit);
    }
  }
}
