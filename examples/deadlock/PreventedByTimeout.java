package deadlock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended by lock timeout: who cannot get the second lock in time gives the first one back, backs
 * off for longer each time, and after three attempts says so instead of waiting for ever.
 *
 * <p>Reference section: Deadlock, prevention strategy 2. Broken in {@link TwoReentrantLocks}.
 */
public final class PreventedByTimeout {
  private static final int ATTEMPTS = 3;

  private final Lock stock = new ReentrantLock();
  private final Lock orders = new ReentrantLock();
  private int movements;

  private boolean move(Lock first, Lock second, long patience) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      first.lock();
      try {
        if (second.tryLock(patience, MILLISECONDS)) {
          try {
            movements++;
            return true;
          } finally {
            second.unlock();
          }
        }
      } finally {
        first.unlock();
      }
      MILLISECONDS.sleep(patience * attempt);
    }
    return false;
  }

  public static void main(String[] args) throws Exception {
    PreventedByTimeout shop = new PreventedByTimeout();
    int succeeded;
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Future<Boolean> a = executor.submit(() -> shop.move(shop.stock, shop.orders, 5));
      Future<Boolean> b = executor.submit(() -> shop.move(shop.orders, shop.stock, 8));
      succeeded = (a.get() ? 1 : 0) + (b.get() ? 1 : 0);
    }

    if (shop.movements != succeeded) {
      throw new AssertionError(succeeded + " succeeded, but " + shop.movements + " were made");
    }
  }
}
