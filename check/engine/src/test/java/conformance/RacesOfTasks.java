package conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Tasks of executors, futures and streams that use data which nothing orders. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class RacesOfTasks {
  private static final int[] TOTAL = new int[1];
  private static int data;

  private RacesOfTasks() {}

  private static void read() {
    int _ = data;
  }

  // ---- executors

  private static void twoTasks(ExecutorService pool) {
    Meeting both = new Meeting();
    Runnable task =
        () -> {
          both.attend();
          data++;
        };
    try (pool) {
      pool.execute(task);
      pool.execute(task);
    }
  }

  @Racy("RacesOfTasks.data")
  static void tasksOfAPool() {
    twoTasks(Executors.newFixedThreadPool(2));
  }

  @Racy("RacesOfTasks.data")
  static void tasksOfACachedPool() {
    twoTasks(Executors.newCachedThreadPool());
  }

  @Racy("RacesOfTasks.data")
  static void tasksOfAForkJoinPool() {
    twoTasks(new ForkJoinPool(2));
  }

  @Racy("RacesOfTasks.data")
  static void tasksOnVirtualThreads() {
    twoTasks(Executors.newVirtualThreadPerTaskExecutor());
  }

  @Racy("RacesOfTasks.data")
  static void writtenAfterSubmit() {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      pool.submit(() -> read());
      data = 1;
    }
  }

  @Racy("RacesOfTasks.data")
  static void readBeforeGet() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<?> f = pool.submit(() -> data = 1);
      read();
      f.get();
    }
  }

  @Racy("RacesOfTasks.data")
  static void getOfAnotherTask() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      pool.submit(() -> data = 1);
      pool.submit(() -> {}).get();
      read();
    }
  }

  @Racy("RacesOfTasks.data")
  static void getThatTimesOut() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<?> f =
          pool.submit(
              () -> {
                data = 1;
                go.await();
                return 1;
              });
      try {
        f.get(10, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        read();
      }
      go.countDown();
    }
  }

  @Racy("RacesOfTasks.data")
  static void shutdownThatIsNotAwaited() {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      pool.submit(
          () -> {
            data = 1;
            go.await();
            return 1;
          });
      pool.shutdown();
      read();
      go.countDown();
    }
  }

  @Racy("RacesOfTasks.data")
  static void cancelled() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Meeting both = new Meeting();
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<?> f =
          pool.submit(
              () -> {
                both.attend();
                data = 1;
                never.await();
                return 1;
              });
      both.attend();
      f.cancel(true);
      read();
    }
  }

  @Racy("RacesOfTasks.data")
  static void periodicTaskAndItsStarter() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    CountDownLatch two = new CountDownLatch(2);
    pool.scheduleAtFixedRate(
        () -> {
          data++;
          two.countDown();
        },
        1,
        1,
        TimeUnit.HOURS);
    data++;
    two.await();
    pool.shutdownNow();
    boolean _ = pool.awaitTermination(1, TimeUnit.DAYS);
  }

  @Racy("RacesOfTasks.data")
  static void timerTaskAndItsStarter() throws InterruptedException {
    Timer timer = new Timer("timer");
    CountDownLatch done = new CountDownLatch(1);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            data++;
            done.countDown();
          }
        },
        10);
    data++;
    done.await();
    timer.cancel();
  }

  // ---- CompletableFuture

  @Racy("Parcel.content")
  static void completedBeforeTheWrite() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(
        () -> {
          Parcel p = new Parcel();
          f.complete(p);
          p.content = 1;
        },
        () -> {
          int _ = f.join().content;
        });
  }

  @Racy(value = "Parcel.content", unseen = "an update that fails counts as one that succeeds")
  static void completedAlready() throws InterruptedException {
    CompletableFuture<String> f = new CompletableFuture<>();
    f.complete("a");
    Handover.by(() -> f.complete("b"), f::join);
  }

  @Racy("RacesOfTasks.data")
  static void writtenAfterRunAsync() {
    CompletableFuture<Void> f = CompletableFuture.runAsync(() -> read());
    data = 1;
    f.join();
  }

  @Racy("RacesOfTasks.data")
  static void twoAsync() {
    Meeting both = new Meeting();
    Runnable task =
        () -> {
          both.attend();
          data++;
        };
    CompletableFuture<Void> a = CompletableFuture.runAsync(task);
    CompletableFuture<Void> b = CompletableFuture.runAsync(task);
    CompletableFuture.allOf(a, b).join();
  }

  @Racy("RacesOfTasks.data")
  static void anyOfAndTheOther() {
    CompletableFuture<String> first = CompletableFuture.completedFuture("a");
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> data = 1);
    CompletableFuture.anyOf(first, other).join();
    read();
    other.join();
  }

  @Racy("RacesOfTasks.data")
  static void stageThatIsNotJoined() {
    CompletableFuture<Integer> f = CompletableFuture.supplyAsync(() -> 1);
    CompletableFuture<Void> stage = f.thenAcceptAsync(_ -> data = 1);
    f.join();
    read();
    stage.join();
  }

  // ---- fork-join and parallel streams

  private static final class Increment extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final transient Meeting both;

    Increment(Meeting both) {
      this.both = both;
    }

    @Override
    protected void compute() {
      both.attend();
      data++;
    }
  }

  @Racy("RacesOfTasks.data")
  static void forkedTasks() {
    Meeting both = new Meeting();
    ForkJoinTask.invokeAll(new Increment(both), new Increment(both));
  }

  @Racy("RacesOfTasks.data")
  static void forkAndGoOn() {
    Meeting both = new Meeting();
    ForkJoinTask<Void> child = new Increment(both).fork();
    both.attend();
    data++;
    child.join();
  }

  @Racy("RacesOfTasks.TOTAL[]")
  static void streamThatCounts() {
    Meeting both = new Meeting();
    IntStream.range(0, 2)
        .parallel()
        .forEach(
            _ -> {
              both.attend();
              TOTAL[0]++;
            });
  }

  @Racy("ArrayList")
  static void streamThatAdds() {
    List<Integer> list = new ArrayList<>();
    Meeting both = new Meeting();
    IntStream.range(0, 2)
        .parallel()
        .forEach(
            i -> {
              both.attend();
              list.add(i);
            });
  }

  @Racy("total[]")
  static void reductionWithASharedIdentity() {
    Meeting both = new Meeting();
    int[] sum =
        IntStream.range(0, 2)
            .parallel()
            .collect(
                () -> TOTAL,
                (total, i) -> {
                  both.attend();
                  total[0] += i;
                },
                (_, _) -> {});
    assert sum == TOTAL;
  }
}
