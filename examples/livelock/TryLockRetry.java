package livelock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Broken: two movers take their locks in opposite order. Who does not get the second one gives the
 * first one back and tries again at once: no deadlock, but in step with each other both try for
 * ever.
 *
 * <p>Reference section: Livelock. Mended in {@link RandomBackOff}.
 */
public final class TryLockRetry {
  private final Lock stock = new ReentrantLock();
  private final Lock orders = new ReentrantLock();
  private int movements;

  private void move(Lock first, Lock second) {
    while (!tryMove(first, second)) {
      Thread.onSpinWait();
    }
  }

  private boolean tryMove(Lock first, Lock second) {
    first.lock();
    try {
      if (!second.tryLock()) {
        return false;
      }
      try {
        movements++;
        return true;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    TryLockRetry shop = new TryLockRetry();
    Thread in = Thread.ofPlatform().name("in").start(() -> shop.move(shop.stock, shop.orders));
    Thread out = Thread.ofPlatform().name("out").start(() -> shop.move(shop.orders, shop.stock));
    in.join();
    out.join();
    if (shop.movements != 2) {
      throw new AssertionError(shop.movements + " movements");
    }
  }
}
