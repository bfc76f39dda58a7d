package livelock;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended: who does not get the second lock waits for a random time before it tries again, longer
 * each time. The two fall out of step, and one of them gets both locks.
 *
 * <p>Reference section: Livelock. Broken in {@link TryLockRetry}.
 */
public final class RandomBackOff {
  private final Lock stock = new ReentrantLock();
  private final Lock orders = new ReentrantLock();
  private int movements;

  private void move(Lock first, Lock second) {
    for (int longest = 2; !tryMove(first, second); longest = Math.min(2 * longest, 1000)) {
      backOff(ThreadLocalRandom.current().nextInt(longest));
    }
  }

  private static void backOff(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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
    RandomBackOff shop = new RandomBackOff();
    Thread in = Thread.ofPlatform().name("in").start(() -> shop.move(shop.stock, shop.orders));
    Thread out = Thread.ofPlatform().name("out").start(() -> shop.move(shop.orders, shop.stock));
    in.join();
    out.join();
    if (shop.movements != 2) {
      throw new AssertionError(shop.movements + " movements");
    }
  }
}
