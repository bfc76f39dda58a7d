package deadlock;

import dev.signalbox.core.sync.LockSet;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended by avoiding nested locks where one lock for everything would be too coarse: both are taken
 * as one, all or none, in whatever order they are named.
 *
 * <p>Reference section: Deadlock, prevention strategy 4. Broken in {@link TwoReentrantLocks}.
 */
public final class PreventedByLockSet {
  private final Lock stock = new ReentrantLock();
  private final Lock orders = new ReentrantLock();
  private int movements;

  private boolean move(int times, Lock... locks) throws Exception {
    LockSet set = LockSet.of(locks);
    for (int i = 0; i < times; i++) {
      try (LockSet.Held held = set.acquire(Duration.ofSeconds(10))) {
        movements++;
      }
    }
    return true;
  }

  public static void main(String[] args) throws Exception {
    PreventedByLockSet shop = new PreventedByLockSet();
    int times = args.length == 0 ? 2 : Integer.parseInt(args[0]);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> a = executor.submit(() -> shop.move(times, shop.stock, shop.orders));
      Future<Boolean> b = executor.submit(() -> shop.move(times, shop.orders, shop.stock));
      a.get();
      b.get();
    }

    System.out.println(shop.movements + " movements, each with both locks");
    if (shop.movements != 2 * times) {
      throw new AssertionError(shop.movements + " movements");
    }
  }
}
