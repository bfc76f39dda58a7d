package async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mended: {@code complete} itself says whether this call was the one that completed the future.
 *
 * <p>Reference section: Async/Await. Broken in {@link CompletedTwice}.
 */
public final class CompletedTwiceMended {
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final AtomicInteger billed = new AtomicInteger();

  void respond(String response) {
    if (answer.complete(response)) {
      billed.incrementAndGet();
    }
  }

  public static void main(String[] args) {
    CompletedTwiceMended request = new CompletedTwiceMended();
    try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
      replicas.execute(() -> request.respond("answer of east"));
      replicas.execute(() -> request.respond("answer of west"));
    }

    if (request.billed.get() != 1) {
      throw new AssertionError(request.answer.join() + " was billed " + request.billed + " times");
    }
  }
}
