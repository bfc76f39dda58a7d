package pools;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Broken: two sales take from one stock with {@code get} and {@code set}, and one may be lost. The
 * program catches its own error and only tells it by its exit status, which has to count.
 *
 * <p>Reference section: Thread Pool and Race Condition. {@link CleanExit} exits with 0.
 */
public final class SwallowedExit {
  private static final AtomicInteger STOCK = new AtomicInteger(2);

  private SwallowedExit() {}

  private static void sell() {
    STOCK.set(STOCK.get() - 1);
  }

  private static void sellTwice() {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      pool.execute(SwallowedExit::sell);
      pool.execute(SwallowedExit::sell);
    }
    if (STOCK.get() != 0) {
      throw new AssertionError("2 of 2 are sold, in stock is " + STOCK);
    }
  }

  public static void main(String[] args) {
    try {
      sellTwice();
    } catch (AssertionError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
