package dev.signalbox.bench.sct;

import java.util.concurrent.locks.ReentrantLock;

/**
 * 2 threads that go through two phases, each guarded by a mutex that is taken twice.
 *
 * <p>Seeded bug, a deadlock in every execution: the first mutex is not unlocked the second time.
 * Mended, it is.
 */
final class Phase01 {
  private final boolean mended;
  private final ReentrantLock x = new ReentrantLock();
  private final ReentrantLock y = new ReentrantLock();

  Phase01(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("first", () -> phases());
    children.start("second", () -> phases());
    children.join();
  }

  private void phases() {
    x.lock();
    x.unlock();
    x.lock();
    if (mended) {
      x.unlock();
    }
    y.lock();
    y.unlock();
    y.lock();
    y.unlock();
  }
}
