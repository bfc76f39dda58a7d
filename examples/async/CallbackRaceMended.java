package async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Mended: no state is shared. Each price is the value of its future, and the sum is the value of
 * the stage that combines them.
 *
 * <p>Reference section: Async/Await. Broken in {@link CallbackRace}.
 */
public final class CallbackRaceMended {
  private CallbackRaceMended() {}

  private static CompletableFuture<Integer> quote(int price, Executor executor) {
    return CompletableFuture.supplyAsync(() -> price, executor);
  }

  public static void main(String[] args) {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Integer> flight = quote(300, executor);
      CompletableFuture<Integer> hotel = quote(200, executor);
      int total = flight.thenCombine(hotel, Integer::sum).join();
      if (total != 500) {
        throw new AssertionError("300 and 200 make " + total);
      }
    }
  }
}
