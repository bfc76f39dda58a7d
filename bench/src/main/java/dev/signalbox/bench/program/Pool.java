package dev.signalbox.bench.program;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two tasks in a ThreadPoolExecutor with two threads, which is shut down and waited for. */
public final class Pool {
  private Pool() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<Integer> a = pool.submit(() -> 1);
    Future<Integer> b = pool.submit(() -> 2);
    a.get();
    b.get();
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.MINUTES);
  }
}
