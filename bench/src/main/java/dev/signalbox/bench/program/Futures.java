package dev.signalbox.bench.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Two asynchronous computations and their combination, in the common pool. */
public final class Futures {
  private Futures() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    CompletableFuture<Integer> a = CompletableFuture.supplyAsync(() -> 1);
    CompletableFuture<Integer> b = CompletableFuture.supplyAsync(() -> 2);
    a.thenCombineAsync(b, Integer::sum).get();
  }
}
