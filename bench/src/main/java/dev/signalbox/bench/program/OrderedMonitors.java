package dev.signalbox.bench.program;

/** Two threads that take two monitors in the same order. */
public final class OrderedMonitors {
  private final Object stockLock = new Object();
  private final Object ordersLock = new Object();
  private int stock = 1;
  private int orders;

  private void place() {
    synchronized (stockLock) {
      stock--;
      synchronized (ordersLock) {
        orders++;
      }
    }
  }

  private void cancel() {
    synchronized (stockLock) {
      synchronized (ordersLock) {
        orders--;
      }
      stock++;
    }
  }

  public static void main(String[] args) throws InterruptedException {
    OrderedMonitors shop = new OrderedMonitors();
    Thread a = new Thread(shop::place);
    Thread b = new Thread(shop::cancel);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
