package deadlock;

/**
 * Mended by lock ordering: whatever a method does first, it takes the stock's lock before the lock
 * of the orders, so that no cycle can close.
 *
 * <p>Reference section: Deadlock, prevention strategy 1. Broken in {@link TwoLocks}.
 */
public final class PreventedByOrder {
  /** Taken first. */
  private final Object stockLock = new Object();

  /** Taken second. */
  private final Object ordersLock = new Object();

  private int stock = 1;
  private int orders;

  void place() {
    synchronized (stockLock) {
      synchronized (ordersLock) {
        stock--;
        orders++;
      }
    }
  }

  void cancel() {
    synchronized (stockLock) {
      synchronized (ordersLock) {
        orders--;
        stock++;
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    PreventedByOrder shop = new PreventedByOrder();
    Thread a = Thread.ofPlatform().name("A").start(shop::place);
    Thread b = Thread.ofPlatform().name("B").start(shop::cancel);
    a.join();
    b.join();

    if (shop.stock != 1 || shop.orders != 0) {
      throw new AssertionError("stock " + shop.stock + ", orders " + shop.orders);
    }
  }
}
