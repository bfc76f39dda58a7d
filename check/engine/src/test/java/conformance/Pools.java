package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors of all kinds. */
@SuppressWarnings({"FutureReturnValueIgnored", "ThreadPriorityCheck"})
public final class Pools {
  private static final AtomicInteger DONE = new AtomicInteger();
  private static int counter;

  private Pools() {}

  private static void addUp(ExecutorService pool) throws Exception {
    try (pool) {
      Future<Integer> one = pool.submit(() -> 1);
      Future<Integer> two = pool.submit(() -> 2);
      Future<?> nothing = pool.submit(() -> {});
      pool.execute(() -> DONE.incrementAndGet());
      assert one.get() + two.get() == 3;
      assert nothing.get() == null;
    }
    assert DONE.get() == 1 && pool.isTerminated();
  }

  @Clean
  static void fixed() throws Exception {
    addUp(Executors.newFixedThreadPool(2));
  }

  @Clean
  static void cached() throws Exception {
    addUp(Executors.newCachedThreadPool());
  }

  @Clean
  static void single() throws Exception {
    addUp(Executors.newSingleThreadExecutor());
  }

  @Clean
  static void workStealing() throws Exception {
    addUp(Executors.newWorkStealingPool(2));
  }

  @Clean
  static void virtualThreadPerTask() throws Exception {
    addUp(Executors.newVirtualThreadPerTaskExecutor());
  }

  @Clean
  static void threadPerTask() throws Exception {
    addUp(Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("task-", 0).factory()));
  }

  @Clean
  static void scheduled() throws Exception {
    addUp(Executors.newScheduledThreadPool(2));
  }

  @Planted(Kind.ASSERTION)
  static void tasksRace() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      pool.submit(() -> counter++);
      pool.submit(() -> counter++);
    }
    assert counter == 2;
  }

  @Clean
  static void tasksOfASingleThreadDoNotRace() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> counter++);
      pool.submit(() -> counter++);
    }
    assert counter == 2;
  }

  @Clean
  static void invokeAll() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      int sum = 0;
      List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
      for (Future<Integer> f : pool.invokeAll(tasks)) {
        assert f.isDone();
        sum += f.resultNow();
      }
      assert sum == 6;
    }
  }

  @Clean
  static void invokeAllWithTimeout() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> tasks =
          List.of(
              () -> 1,
              () -> {
                Thread.sleep(100_000);
                return 2;
              });
      List<Future<Integer>> done = pool.invokeAll(tasks, 1, TimeUnit.SECONDS);
      assert done.get(0).state() == Future.State.SUCCESS;
      assert done.get(1).isCancelled();
    }
  }

  @Clean
  static void invokeAny() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> tasks =
          List.of(
              () -> {
                throw new IllegalStateException();
              },
              () -> 2);
      assert pool.invokeAny(tasks) == 2;
    }
  }

  @Clean
  static void invokeAnyWithTimeout() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> tasks =
          List.of(
              () -> {
                Thread.sleep(100_000);
                return 1;
              });
      try {
        pool.invokeAny(tasks, 1, TimeUnit.SECONDS);
        throw new AssertionError("it took longer");
      } catch (TimeoutException e) {
        counter++;
      }
    }
    assert counter == 1;
  }

  @Clean
  static void getTimesOut() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<?> f =
          pool.submit(
              () -> {
                Thread.sleep(10_000);
                return 1;
              });
      try {
        f.get(1, TimeUnit.SECONDS);
        throw new AssertionError("it took longer");
      } catch (TimeoutException e) {
        assert !f.isDone();
      }
      assert f.get(1, TimeUnit.MINUTES).equals(1);
    }
  }

  @Clean
  static void getThrowsWhatTheTaskThrew() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<?> f =
          pool.submit(
              () -> {
                throw new IllegalStateException("on purpose");
              });
      try {
        f.get();
        throw new AssertionError("it failed");
      } catch (ExecutionException e) {
        assert e.getCause() instanceof IllegalStateException;
      }
    }
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void executeLetsTheExceptionThrough() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.execute(
          () -> {
            throw new IllegalStateException("on purpose");
          });
    }
  }

  @Clean
  static void rejectionByAbort() throws Exception {
    try (ThreadPoolExecutor pool = small(new ThreadPoolExecutor.AbortPolicy())) {
      CountDownLatch go = new CountDownLatch(1);
      pool.submit(() -> go.await(1, TimeUnit.DAYS));
      pool.submit(() -> DONE.incrementAndGet());
      try {
        pool.submit(() -> DONE.incrementAndGet());
        throw new AssertionError("one runs, one waits, this is too many");
      } catch (RejectedExecutionException e) {
        go.countDown();
      }
    }
    assert DONE.get() == 1;
  }

  @Clean
  static void rejectionByRunningItHere() throws Exception {
    try (ThreadPoolExecutor pool = small(new ThreadPoolExecutor.CallerRunsPolicy())) {
      for (int i = 0; i < 4; i++) {
        pool.execute(() -> DONE.incrementAndGet());
      }
    }
    assert DONE.get() == 4;
  }

  @Planted(Kind.ASSERTION)
  static void rejectionByDiscarding() throws Exception {
    try (ThreadPoolExecutor pool = small(new ThreadPoolExecutor.DiscardPolicy())) {
      for (int i = 0; i < 3; i++) {
        pool.execute(() -> DONE.incrementAndGet());
      }
    }
    assert DONE.get() == 3;
  }

  @Clean
  static void rejectionByDiscardingTheOldest() throws Exception {
    int last;
    try (ThreadPoolExecutor pool = small(new ThreadPoolExecutor.DiscardOldestPolicy())) {
      for (int i = 0; i < 4; i++) {
        int me = i;
        pool.execute(() -> DONE.accumulateAndGet(me, Math::max));
      }
    }
    last = DONE.get();
    assert last == 3;
  }

  private static ThreadPoolExecutor small(java.util.concurrent.RejectedExecutionHandler handler) {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
  }

  @Clean
  static void submitAfterShutdown() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.submit(() -> DONE.incrementAndGet());
    pool.shutdown();
    try {
      pool.submit(() -> DONE.incrementAndGet());
      throw new AssertionError("it is shut down");
    } catch (RejectedExecutionException e) {
      assert pool.awaitTermination(1, TimeUnit.MINUTES);
    }
    assert DONE.get() == 1 && pool.isShutdown();
  }

  @Clean
  static void shutdownNowInterruptsAndReturnsTheRest() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch started = new CountDownLatch(1);
    pool.submit(
        () -> {
          started.countDown();
          try {
            Thread.sleep(1_000_000);
          } catch (InterruptedException e) {
            DONE.incrementAndGet();
          }
        });
    pool.submit(() -> DONE.addAndGet(10));
    started.await();
    assert pool.shutdownNow().size() == 1;
    assert pool.awaitTermination(1, TimeUnit.SECONDS);
    assert DONE.get() == 1;
  }

  @Clean
  static void idleThreadsEndInTime() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2));
    pool.allowCoreThreadTimeOut(true);
    pool.submit(() -> 1).get();
    pool.submit(() -> 2).get();
    Thread.sleep(60_000);
    assert pool.getPoolSize() == 0 && pool.getCompletedTaskCount() == 2;
  }

  @Clean
  static void completionServiceHandsOutTheDone() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
      service.submit(() -> 1);
      service.submit(() -> 2);
      assert service.take().get() + service.take().get() == 3;
      assert service.poll() == null && service.poll(1, TimeUnit.SECONDS) == null;
    }
  }

  @Planted(Kind.ASSERTION)
  static void completionServiceInOrderOfSubmission() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
      service.submit(() -> 1);
      service.submit(() -> 2);
      assert service.take().get() == 1;
    }
  }

  @Clean
  static void futureTaskRunsOnce() throws Exception {
    FutureTask<Integer> task = new FutureTask<>(DONE::incrementAndGet);
    Threads.together(
        task::run,
        task::run,
        () -> {
          assert task.get() == 1;
        });
    assert DONE.get() == 1;
  }

  @Clean
  static void futureTaskIsCancelledOrDone() throws Exception {
    FutureTask<Integer> task = new FutureTask<>(() -> 1);
    Threads.together(
        task::run,
        () -> {
          boolean cancelled = task.cancel(false);
          assert cancelled == task.isCancelled();
        });
    try {
      assert task.get() == 1 && !task.isCancelled();
    } catch (CancellationException e) {
      assert task.isCancelled();
    }
  }

  @Clean
  static void futureTaskIsInterrupted() throws Exception {
    FutureTask<Integer> task =
        new FutureTask<>(
            () -> {
              try {
                Thread.sleep(1_000_000);
              } catch (InterruptedException e) {
                counter++;
              }
              return 1;
            });
    Thread t = Threads.start("runner", task::run);
    while (t.getState() != Thread.State.TIMED_WAITING) {
      Thread.yield();
    }
    assert task.cancel(true);
    t.join();
    assert counter == 1 && task.isCancelled();
  }

  @Clean
  static void daemonPoolIsAbandoned() throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            2,
            r -> {
              Thread t = new Thread(r);
              t.setDaemon(true);
              return t;
            });
    assert pool.submit(() -> 1).get() == 1;
  }
}
