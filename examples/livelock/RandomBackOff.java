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
  private static final Lock STOCK = new ReentrantLock();
  private static final Lock ORDERS = new ReentrantLock();
  private static int movements;

  private RandomBackOff() {}

  private static void move(Lock first, Lock second) {
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

  private static boolean tryMove(Lock first, Lock second) {
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
    Thread in = Thread.ofPlatform().name("in").start(() -> move(STOCK, ORDERS));
    Thread out = Thread.ofPlatform().name("out").start(() -> move(ORDERS, STOCK));
    in.join();
    out.join();
    if (movements != 2) {
      throw new AssertionError(movements + " movements");
    }
  }
}
