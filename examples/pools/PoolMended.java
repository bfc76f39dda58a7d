package pools;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Mended: no worker waits. The quote is the next stage of the rate, and occupies a worker only once
 * the rate is there.
 *
 * <p>Reference section: Thread Pool and Async/Await. Broken in {@link PoolWaitsForItself}.
 */
public final class PoolMended {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  private PoolMended() {}

  private static int fetchRate() {
    return 3;
  }

  private static CompletableFuture<Integer> quote(int price) {
    return CompletableFuture.supplyAsync(PoolMended::fetchRate, POOL)
        .thenApplyAsync(rate -> price * rate, POOL);
  }

  public static void main(String[] args) {
    try (POOL) {
      CompletableFuture<Integer> flight = quote(300);
      int nights = IntStream.of(120, 80).sum();
      CompletableFuture<Integer> hotel = quote(nights);
      int total = flight.join() + hotel.join();
      if (total != 1500) {
        throw new AssertionError("300 and 200 at a rate of 3 make " + total);
      }
    }
  }
}
