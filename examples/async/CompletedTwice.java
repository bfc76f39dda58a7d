package async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Broken: two replicas answer one request, and the faster one is billed. "Not done yet" may be true
 * for both of them before either completes the future, and then both are billed.
 *
 * <p>Reference section: Async/Await and Race Condition. Mended in {@link CompletedTwiceMended}.
 */
public final class CompletedTwice {
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final AtomicInteger billed = new AtomicInteger();

  void respond(String response) {
    if (!answer.isDone()) {
      answer.complete(response);
      billed.incrementAndGet();
    }
  }

  public static void main(String[] args) {
    CompletedTwice request = new CompletedTwice();
    try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
      replicas.execute(() -> request.respond("answer of east"));
      replicas.execute(() -> request.respond("answer of west"));
    }

    if (request.billed.get() != 1) {
      throw new AssertionError(request.answer.join() + " was billed " + request.billed + " times");
    }
  }
}
