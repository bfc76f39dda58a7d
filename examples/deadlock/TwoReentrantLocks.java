package deadlock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Broken: the cycle of {@link TwoLocks} with explicit locks. {@code unlock} in {@code finally} does
 * not help a thread that never gets past {@code lock}.
 *
 * <p>Reference section: Deadlock. Mended in {@link PreventedByTimeout}.
 */
public final class TwoReentrantLocks {
  private static final Lock STOCK = new ReentrantLock();
  private static final Lock ORDERS = new ReentrantLock();
  private static int movements;

  private TwoReentrantLocks() {}

  private static void move(Lock first, Lock second) {
    first.lock();
    try {
      second.lock();
      try {
        movements++;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread a = Thread.ofPlatform().name("A").start(() -> move(STOCK, ORDERS));
    Thread b = Thread.ofPlatform().name("B").start(() -> move(ORDERS, STOCK));
    a.join();
    b.join();

    if (movements != 2) {
      throw new AssertionError("2 movements were made, counted " + movements);
    }
  }
}
