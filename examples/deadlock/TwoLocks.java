package deadlock;

/**
 * Broken: A holds the stock and waits for the orders, B holds the orders and waits for the stock.
 *
 * <p>Reference section: Deadlock. Mended in {@link PreventedByOrder}, {@link PreventedByTimeout},
 * {@link PreventedByDetection} and {@link PreventedByOneLock}.
 */
public final class TwoLocks {
  private final Object stockLock = new Object();
  private final Object ordersLock = new Object();
  private int stock = 1;
  private int orders;

  void place() {
    synchronized (stockLock) {
      stock--;
      synchronized (ordersLock) {
        orders++;
      }
    }
  }

  void cancel() {
    synchronized (ordersLock) {
      orders--;
      synchronized (stockLock) {
        stock++;
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    TwoLocks shop = new TwoLocks();
    Thread a = Thread.ofPlatform().name("A").start(shop::place);
    Thread b = Thread.ofPlatform().name("B").start(shop::cancel);
    a.join();
    b.join();

    if (shop.stock != 1 || shop.orders != 0) {
      throw new AssertionError("stock " + shop.stock + ", orders " + shop.orders);
    }
  }
}
