package pools;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Broken: a quote waits for the exchange rate, which it has asked of its own pool. When both
 * workers hold a quote, no worker is left for the rates: the full pool waits for itself.
 *
 * <p>Reference section: Thread Pool. Mended in {@link PoolMended}.
 */
public final class PoolWaitsForItself {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
  private static final Callable<Integer> FETCH_RATE = () -> 3;

  private PoolWaitsForItself() {}

  private static int quote(int price) throws Exception {
    Future<Integer> rate = POOL.submit(FETCH_RATE);
    return price * rate.get();
  }

  public static void main(String[] args) throws Exception {
    try (POOL) {
      Future<Integer> flight = POOL.submit(() -> quote(300));
      int nights = IntStream.of(120, 80).sum();
      Future<Integer> hotel = POOL.submit(() -> quote(nights));
      int total = flight.get() + hotel.get();
      if (total != 1500) {
        throw new AssertionError("300 and 200 at a rate of 3 make " + total);
      }
    }
  }
}
