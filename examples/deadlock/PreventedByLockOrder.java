package deadlock;

import dev.signalbox.core.sync.LockOrder;
import dev.signalbox.core.sync.LockOrderException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended by lock ordering, with somebody who watches over it: the second thread's order contradicts
 * the first one's and is rejected at once, although the first one has long ended and no deadlock
 * was near. Without that, it takes two unlucky threads to notice.
 *
 * <p>Reference section: Deadlock, prevention strategy 1. Broken in {@link TwoReentrantLocks}.
 */
public final class PreventedByLockOrder {
  private final LockOrder order = new LockOrder(LockOrder.Policy.THROW);
  private final Lock stock = order.guard("stock", new ReentrantLock());
  private final Lock orders = order.guard("orders", new ReentrantLock());
  private int movements;
  private int rejected;

  private void move(Lock first, Lock second) {
    first.lock();
    try {
      second.lock();
      try {
        movements++;
      } finally {
        second.unlock();
      }
    } catch (LockOrderException e) {
      rejected++;
      System.out.println("rejected: " + e.getMessage());
    } finally {
      first.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    PreventedByLockOrder shop = new PreventedByLockOrder();
    Thread.ofPlatform().name("A").start(() -> shop.move(shop.stock, shop.orders)).join();
    Thread.ofPlatform().name("B").start(() -> shop.move(shop.orders, shop.stock)).join();

    System.out.println(shop.movements + " movement, " + shop.rejected + " rejected");
    if (shop.movements != 1 || shop.rejected != 1) {
      throw new AssertionError("the contrary order was not rejected");
    }
  }
}
