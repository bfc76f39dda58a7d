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
  private static final Lock STOCK = new ReentrantLock();
  private static final Lock ORDERS = new ReentrantLock();
  private static int movements;

  private TryLockRetry() {}

  private static void move(Lock first, Lock second) {
    while (!tryMove(first, second)) {
      Thread.onSpinWait();
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
