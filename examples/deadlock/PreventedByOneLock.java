package deadlock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended by avoiding nested locks: stock and orders always change together, so one lock guards both
 * and nobody ever waits for a lock while holding one.
 *
 * <p>Reference section: Deadlock, prevention strategy 4. Broken in {@link TwoLocks}.
 */
public final class PreventedByOneLock {
  private final Lock lock = new ReentrantLock();
  private int stock = 1;
  private int orders;

  void place() {
    move(1);
  }

  void cancel() {
    move(-1);
  }

  private void move(int pieces) {
    lock.lock();
    try {
      stock -= pieces;
      orders += pieces;
    } finally {
      lock.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    PreventedByOneLock shop = new PreventedByOneLock();
    Thread a = Thread.ofPlatform().name("A").start(shop::place);
    Thread b = Thread.ofPlatform().name("B").start(shop::cancel);
    a.join();
    b.join();

    if (shop.stock != 1 || shop.orders != 0) {
      throw new AssertionError("stock " + shop.stock + ", orders " + shop.orders);
    }
  }
}
