package async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Broken: each price adds itself to a plain field when it arrives. The callbacks run in the threads
 * that complete the futures, so two may add at the same time, and one price is lost.
 *
 * <p>Reference section: Async/Await and Race Condition. Mended in {@link CallbackRaceMended}.
 */
public final class CallbackRace {
  private int total;

  private void add(int price) {
    total += price;
  }

  private CompletableFuture<Void> quote(int price, Executor executor) {
    return CompletableFuture.supplyAsync(() -> price, executor).thenAccept(this::add);
  }

  public static void main(String[] args) {
    CallbackRace basket = new CallbackRace();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Void> flight = basket.quote(300, executor);
      CompletableFuture<Void> hotel = basket.quote(200, executor);
      CompletableFuture.allOf(flight, hotel).join();
    }

    if (basket.total != 500) {
      throw new AssertionError("300 and 200 make " + basket.total);
    }
  }
}
