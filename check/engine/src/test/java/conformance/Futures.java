package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** CompletableFuture. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Futures {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static int counter;

  private Futures() {}

  @Clean
  static void async() throws Exception {
    CompletableFuture<Integer> f =
        CompletableFuture.supplyAsync(() -> 1)
            .thenCombineAsync(CompletableFuture.supplyAsync(() -> 2), Integer::sum)
            .thenApplyAsync(i -> i * 2);
    assert f.get() == 6;
  }

  @Planted(Kind.ASSERTION)
  static void asyncRace() {
    CompletableFuture<Void> a = CompletableFuture.runAsync(() -> counter++);
    CompletableFuture<Void> b = CompletableFuture.runAsync(() -> counter++);
    CompletableFuture.allOf(a, b).join();
    assert counter == 2;
  }

  @Clean
  static void stagesRunInOrder() {
    StringBuilder order = new StringBuilder();
    CompletableFuture.runAsync(() -> order.append("a"))
        .thenRunAsync(() -> order.append("b"))
        .thenRun(() -> order.append("c"))
        .join();
    assert order.toString().equals("abc");
  }

  @Clean
  static void allOf() {
    CompletableFuture<?>[] all = new CompletableFuture<?>[4];
    for (int i = 0; i < all.length; i++) {
      all[i] = CompletableFuture.runAsync(() -> CALLS.incrementAndGet());
    }
    CompletableFuture.allOf(all).join();
    assert CALLS.get() == 4;
  }

  @Clean
  static void anyOf() {
    Object first =
        CompletableFuture.anyOf(
                CompletableFuture.supplyAsync(() -> 1), CompletableFuture.supplyAsync(() -> 2))
            .join();
    assert first.equals(1) || first.equals(2);
  }

  @Planted(Kind.ASSERTION)
  static void anyOfIsTheFirst() {
    Object first =
        CompletableFuture.anyOf(
                CompletableFuture.supplyAsync(() -> CALLS.addAndGet(1) * 0 + 1),
                CompletableFuture.supplyAsync(() -> CALLS.addAndGet(1) * 0 + 2))
            .join();
    assert first.equals(1);
  }

  @Clean
  static void completedOnce() throws Exception {
    CompletableFuture<Integer> f = new CompletableFuture<>();
    Action a =
        () -> {
          if (f.complete(1)) {
            CALLS.incrementAndGet();
          }
        };
    Threads.together(
        a,
        a,
        () -> {
          assert f.get() == 1;
        });
    assert CALLS.get() == 1;
  }

  @Clean
  static void callbackRunsOnce() throws Exception {
    CompletableFuture<Integer> f = new CompletableFuture<>();
    Threads.together(
        () -> f.complete(1),
        () -> f.thenAccept(CALLS::addAndGet),
        () -> f.whenComplete((v, e) -> CALLS.addAndGet(v)));
    assert CALLS.get() == 2;
  }

  @Clean
  static void exceptionsTravel() {
    CompletableFuture<Integer> f =
        CompletableFuture.supplyAsync(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    assert f.exceptionally(e -> e.getCause() instanceof IllegalStateException ? 7 : 0).join() == 7;
    assert f.handle((v, e) -> e == null ? 0 : 8).join() == 8;
    assert f.exceptionallyAsync(e -> 9).thenCompose(CompletableFuture::completedFuture).join() == 9;
    try {
      f.join();
      throw new AssertionError("it failed");
    } catch (CompletionException e) {
      assert e.getCause() instanceof IllegalStateException;
    }
  }

  @Planted(value = Kind.EXCEPTION, type = "java.util.concurrent.CompletionException")
  static void joinOfTheFailed() {
    CompletableFuture.runAsync(
            () -> {
              throw new IllegalStateException("on purpose");
            })
        .join();
  }

  @Clean
  static void orTimeout() throws Exception {
    CompletableFuture<String> f = new CompletableFuture<String>().orTimeout(10, TimeUnit.MINUTES);
    try {
      f.get();
      throw new AssertionError("nobody completed it");
    } catch (ExecutionException e) {
      assert e.getCause() instanceof TimeoutException;
    }
  }

  @Clean
  static void orTimeoutIsInTime() {
    assert CompletableFuture.supplyAsync(() -> 1).orTimeout(10, TimeUnit.MINUTES).join() == 1;
  }

  @Clean
  static void completeOnTimeout() {
    assert new CompletableFuture<Integer>().completeOnTimeout(5, 1, TimeUnit.DAYS).join() == 5;
  }

  @Clean
  static void delayedExecutor() {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.HOURS);
    long start = System.nanoTime();
    long at = CompletableFuture.supplyAsync(() -> System.nanoTime(), later).join();
    assert at - start >= TimeUnit.HOURS.toNanos(1);
  }

  @Clean
  static void getTimesOut() throws Exception {
    CompletableFuture<String> f = new CompletableFuture<>();
    Threads.together(
        () -> {
          try {
            f.get(1, TimeUnit.SECONDS);
            throw new AssertionError("nobody completed it");
          } catch (TimeoutException e) {
            counter++;
          }
        });
    assert counter == 1 && f.getNow("x").equals("x");
  }

  @Clean
  static void cancelledOrCompleted() throws Exception {
    CompletableFuture<Integer> f = new CompletableFuture<>();
    Threads.together(() -> f.complete(1), () -> f.cancel(true));
    try {
      assert f.join() == 1;
    } catch (CancellationException e) {
      assert f.isCancelled() && f.isCompletedExceptionally();
    }
  }

  @Clean
  static void ownExecutor() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      CompletableFuture<Integer> a = CompletableFuture.supplyAsync(() -> 1, pool);
      CompletableFuture<Integer> b = a.thenApplyAsync(i -> i + 1, pool);
      CompletableFuture<Integer> c = a.applyToEitherAsync(b, i -> i, pool);
      assert b.join() == 2 && c.join() >= 1;
    }
  }

  @Clean
  static void obtrudeAndCopy() throws Exception {
    CompletableFuture<Integer> f = new CompletableFuture<>();
    CompletableFuture<Integer> copy = f.copy();
    Threads.together(() -> f.complete(1), copy::join);
    assert copy.resultNow() == 1 && f.minimalCompletionStage() != null;
    f.obtrudeValue(2);
    assert f.join() == 2;
  }

  @Planted(Kind.DEADLOCK)
  static void stageThatWaitsForALaterOne() {
    CompletableFuture<Integer> later = new CompletableFuture<>();
    CompletableFuture<Integer> f = CompletableFuture.supplyAsync(later::join);
    f.thenAccept(later::complete);
    f.join();
  }
}
