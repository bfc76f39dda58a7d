package deadlock;

import dev.signalbox.core.sync.Mutex;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Mended by lock timeout: both hold what the other one wants, each gives up after a while, gives
 * back what it has, pauses for a random time that grows, and starts again.
 *
 * <p>Reference section: Deadlock, prevention strategy 2. Broken in {@link TwoReentrantLocks}.
 */
public final class PreventedByDeadline {
  private final Mutex stock = Mutex.named("stock");
  private final Mutex orders = Mutex.named("orders");
  private final CyclicBarrier bothHoldOne = new CyclicBarrier(2);
  private int movements;

  /** Says how often it gave way. */
  private int move(Mutex first, Mutex second) throws Exception {
    int gaveWay = 0;
    while (!tryMove(first, second, gaveWay == 0)) {
      gaveWay++;
      long longest = 10L << Math.min(gaveWay, 6);
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest) + 1);
    }
    return gaveWay;
  }

  private boolean tryMove(Mutex first, Mutex second, boolean unlucky) throws Exception {
    first.lock();
    try {
      if (unlucky) {
        bothHoldOne.await();
      }
      if (!second.tryLock(Duration.ofMillis(10))) {
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

  public static void main(String[] args) throws Exception {
    PreventedByDeadline shop = new PreventedByDeadline();
    int gaveWay;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> a = executor.submit(() -> shop.move(shop.stock, shop.orders));
      Future<Integer> b = executor.submit(() -> shop.move(shop.orders, shop.stock));
      gaveWay = a.get() + b.get();
    }

    System.out.println(shop.movements + " movements, somebody gave way: " + (gaveWay > 0));
    if (shop.movements != 2 || gaveWay == 0) {
      throw new AssertionError(shop.movements + " movements, gave way " + gaveWay + " times");
    }
  }
}
