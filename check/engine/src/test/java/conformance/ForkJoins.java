package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fork-join, and the parallel streams and sorts above it. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class ForkJoins {
  private static final AtomicInteger SUM = new AtomicInteger();
  private static int counter;

  private ForkJoins() {}

  private static final class Fibonacci extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    private final int n;

    Fibonacci(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 2) {
        return n;
      }
      Fibonacci left = new Fibonacci(n - 1);
      left.fork();
      return new Fibonacci(n - 2).compute() + left.join();
    }
  }

  @Clean
  static void recursiveTask() {
    try (ForkJoinPool pool = new ForkJoinPool(3)) {
      assert pool.invoke(new Fibonacci(6)) == 8;
    }
  }

  @Clean
  static void commonPool() {
    assert new Fibonacci(5).invoke() == 5;
    assert ForkJoinPool.commonPool().invoke(new Fibonacci(6)) == 8;
    assert ForkJoinPool.commonPool().getParallelism() == ForkJoinPool.getCommonPoolParallelism();
  }

  private static final class Increment extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final int[] array;
    private final int from;
    private final int to;

    Increment(int[] array, int from, int to) {
      this.array = array;
      this.from = from;
      this.to = to;
    }

    @Override
    protected void compute() {
      if (to - from == 1) {
        array[from]++;
      } else {
        int middle = (from + to) / 2;
        invokeAll(new Increment(array, from, middle), new Increment(array, middle, to));
      }
    }
  }

  @Clean
  static void recursiveAction() {
    int[] array = new int[8];
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      pool.invoke(new Increment(array, 0, array.length));
    }
    assert Arrays.stream(array).allMatch(i -> i == 1);
  }

  @Planted(Kind.ASSERTION)
  static void actionsRace() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      ForkJoinTask<?> a = pool.submit(() -> counter++);
      ForkJoinTask<?> b = pool.submit(() -> counter++);
      a.join();
      b.join();
    }
    assert counter == 2;
  }

  private static final class Count extends CountedCompleter<Integer> {
    private static final long serialVersionUID = 1L;
    private final int depth;
    private final AtomicInteger leaves;

    Count(Count parent, int depth, AtomicInteger leaves) {
      super(parent);
      this.depth = depth;
      this.leaves = leaves;
    }

    @Override
    public void compute() {
      if (depth > 0) {
        addToPendingCount(2);
        new Count(this, depth - 1, leaves).fork();
        new Count(this, depth - 1, leaves).fork();
      } else {
        leaves.incrementAndGet();
      }
      tryComplete();
    }

    @Override
    public Integer getRawResult() {
      return leaves.get();
    }
  }

  @Clean
  static void countedCompleter() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      assert pool.invoke(new Count(null, 3, SUM)) == 8;
    }
  }

  @Clean
  static void invokeAllOfMany() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      List<ForkJoinTask<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int me = i;
        tasks.add(ForkJoinTask.adapt(() -> SUM.addAndGet(me)));
      }
      pool.submit(() -> ForkJoinTask.invokeAll(tasks)).join();
    }
    assert SUM.get() == 6;
  }

  @Clean
  static void exceptionsTravel() throws InterruptedException {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      ForkJoinTask<?> f =
          pool.submit(
              () -> {
                throw new IllegalStateException("on purpose");
              });
      try {
        f.get();
        throw new AssertionError("it failed");
      } catch (ExecutionException e) {
        assert f.isCompletedAbnormally();
      }
    }
  }

  /** Tells the pool that its thread is going to wait. */
  private record Acquire(Semaphore semaphore) implements ForkJoinPool.ManagedBlocker {
    @Override
    public boolean block() throws InterruptedException {
      semaphore.acquire();
      return true;
    }

    @Override
    public boolean isReleasable() {
      return semaphore.tryAcquire();
    }
  }

  @Clean
  static void managedBlockerIsCompensated() {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      Semaphore semaphore = new Semaphore(0);
      ForkJoinTask<?> waits =
          pool.submit(
              () -> {
                ForkJoinPool.managedBlock(new Acquire(semaphore));
                return 1;
              });
      ForkJoinTask<?> releases = pool.submit(() -> semaphore.release());
      waits.join();
      releases.join();
    }
  }

  @Planted(Kind.DEADLOCK)
  static void blockerThatIsNotManaged() {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      Semaphore semaphore = new Semaphore(0);
      pool.submit(
          () -> {
            semaphore.acquire();
            return 1;
          });
      pool.submit(() -> semaphore.release()).join();
    }
  }

  @Clean
  static void poolIsQuiescent() {
    ForkJoinPool pool = new ForkJoinPool(2);
    for (int i = 0; i < 3; i++) {
      pool.execute(() -> SUM.incrementAndGet());
    }
    assert pool.awaitQuiescence(1, TimeUnit.HOURS);
    assert SUM.get() == 3;
    pool.shutdown();
  }

  @Clean
  static void poolSchedules() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      long start = System.nanoTime();
      long at = pool.schedule(() -> System.nanoTime(), 1, TimeUnit.HOURS).get();
      assert at - start >= TimeUnit.HOURS.toNanos(1);
    }
  }

  // ---- streams and arrays

  @Clean
  static void parallelStream() {
    assert IntStream.range(0, 100).parallel().map(i -> i * 2).sum() == 9900;
  }

  @Clean(executions = 100)
  static void parallelCollect() {
    List<Integer> squares =
        IntStream.range(0, 50).boxed().parallel().map(i -> i * i).collect(Collectors.toList());
    assert squares.size() == 50 && squares.get(49) == 49 * 49;
    assert IntStream.range(0, 50).parallel().filter(i -> i == 40).findAny().orElse(0) == 40;
    assert IntStream.range(0, 50)
            .boxed()
            .parallel()
            .collect(Collectors.groupingBy(i -> i % 3))
            .size()
        == 3;
  }

  @Planted(Kind.ASSERTION)
  static void parallelStreamWithSideEffect() {
    IntStream.range(0, 8).parallel().forEach(i -> counter++);
    assert counter == 8;
  }

  @Clean(executions = 20)
  static void parallelSort() {
    int[] array = new int[20_000];
    for (int i = 0; i < 100; i++) {
      array[i * 150] = 1000 - i;
    }
    Arrays.parallelSort(array);
    assert array[19_999] == 1000 && array[19_900] == 901;
    Arrays.parallelSetAll(array, i -> i);
    assert array[777] == 777;
    int[] sums = {1, 2, 3, 4};
    Arrays.parallelPrefix(sums, Integer::sum);
    assert sums[3] == 10;
  }
}
