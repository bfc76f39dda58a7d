package pools;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clean: the sales are atomic. The pool is never shut down and its idle workers would keep the JVM
 * alive, so the program ends with {@code System.exit(0)}, which is no failure.
 *
 * <p>Reference section: Thread Pool. {@link SwallowedExit} exits with 1.
 */
public final class CleanExit {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
  private static final AtomicInteger STOCK = new AtomicInteger(2);

  private CleanExit() {}

  public static void main(String[] args) throws Exception {
    Future<Integer> first = POOL.submit(STOCK::decrementAndGet);
    Future<Integer> second = POOL.submit(STOCK::decrementAndGet);
    int left = Math.min(first.get(), second.get());

    if (left != 0) {
      throw new AssertionError("2 of 2 are sold, left are " + left);
    }
    System.exit(0);
  }
}
