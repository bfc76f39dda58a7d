package dev.signalbox.bench.sct;

/**
 * Setters that write {@code a} and then {@code b}, checkers that read both; no lock.
 *
 * <p>Seeded bug: a checker that comes between the two writes of a setter, before another setter has
 * written {@code b}. Mended, setters and checkers exclude each other.
 *
 * <p>Volatile, so that no compiler is to blame.
 */
final class Reorder {
  private final int setters;
  private final int checkers;
  private final boolean mended;
  private volatile int a;
  private volatile int b;

  Reorder(int setters, int checkers, boolean mended) {
    this.setters = setters;
    this.checkers = checkers;
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    for (int i = 0; i < setters; i++) {
      children.start("setter-" + i, () -> guarded(() -> set()));
    }
    for (int i = 0; i < checkers; i++) {
      children.start("checker-" + i, () -> guarded(() -> check()));
    }
    children.join();
  }

  private void guarded(Runnable steps) {
    if (mended) {
      synchronized (this) {
        steps.run();
      }
    } else {
      steps.run();
    }
  }

  private void set() {
    a = 1;
    b = -1;
  }

  private void check() {
    if (!((a == 0 && b == 0) || (a == 1 && b == -1))) {
      throw new AssertionError("only one of a and b is set");
    }
  }
}
