package conformance;

import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Plain data handed over to tasks of executors, by their submission, and back by their end. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class HappensBeforePools {
  private static int data;

  private HappensBeforePools() {}

  private static int written() {
    assert data == 1 : data;
    return data;
  }

  /** To a thread that is running already, so that it is not its start that orders. */
  private static void submits(ExecutorService pool) throws Exception {
    try (pool) {
      pool.submit(() -> {}).get();
      data = 1;
      pool.submit(() -> written()).get();
    }
  }

  private static void gets(ExecutorService pool) throws Exception {
    try (pool) {
      pool.submit(() -> data = 1).get();
      written();
    }
  }

  // ---- to the task

  @Clean
  static void submitToAFixedPool() throws Exception {
    submits(Executors.newFixedThreadPool(1));
  }

  @Clean
  static void submitToACachedPool() throws Exception {
    submits(Executors.newCachedThreadPool());
  }

  @Clean
  static void submitToAScheduledPool() throws Exception {
    submits(Executors.newScheduledThreadPool(1));
  }

  @Clean
  static void submitToAForkJoinPool() throws Exception {
    submits(new ForkJoinPool(1));
  }

  @Clean
  static void submitToVirtualThreads() throws Exception {
    submits(Executors.newVirtualThreadPerTaskExecutor());
  }

  @Clean
  static void submitToNewThreads() throws Exception {
    submits(Executors.newThreadPerTaskExecutor(Thread::new));
  }

  @Clean
  static void execute() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> {}).get();
      data = 1;
      pool.execute(() -> written());
    }
  }

  @Clean
  static void submitByAnotherTask() throws Exception {
    ExecutorService first = Executors.newFixedThreadPool(1);
    try (ExecutorService second = Executors.newFixedThreadPool(1)) {
      second.submit(() -> {}).get();
      first.execute(
          () -> {
            data = 1;
            second.execute(() -> written());
          });
      first.close();
    }
  }

  // ---- back from the task

  @Clean
  static void getFromAFixedPool() throws Exception {
    gets(Executors.newFixedThreadPool(2));
  }

  @Clean
  static void getFromASingleThread() throws Exception {
    gets(Executors.newSingleThreadExecutor());
  }

  @Clean
  static void getFromAScheduledPool() throws Exception {
    gets(Executors.newScheduledThreadPool(2));
  }

  @Clean
  static void getFromAForkJoinPool() throws Exception {
    gets(new ForkJoinPool(2));
  }

  @Clean
  static void getFromVirtualThreads() throws Exception {
    gets(Executors.newVirtualThreadPerTaskExecutor());
  }

  @Clean
  static void result() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      assert pool.submit(() -> new Parcel(7)).get(1, TimeUnit.DAYS).content == 7;
    }
  }

  @Clean
  static void getByAnotherThread() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<?> f = pool.submit(() -> data = 1);
      Threads.together(
          () -> {
            f.get();
            written();
          });
    }
  }

  @Clean
  static void done() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<Parcel> f = pool.submit(() -> new Parcel(7));
      Hint.until(f::isDone);
      assert f.resultNow().content == 7;
    }
  }

  @Clean
  static void invokeAll() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      int[] parts = new int[2];
      List<Callable<Integer>> tasks = List.of(() -> parts[0] = 1, () -> parts[1] = 2);
      pool.invokeAll(tasks);
      assert parts[0] + parts[1] == 3;
    }
  }

  @Clean
  static void invokeAny() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Callable<Parcel>> tasks = List.of(() -> new Parcel(1), () -> new Parcel(2));
      int content = pool.invokeAny(tasks).content;
      assert content == 1 || content == 2;
    }
  }

  @Clean
  static void awaitTermination() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.execute(() -> data = 1);
    pool.shutdown();
    assert pool.awaitTermination(1, TimeUnit.DAYS);
    written();
  }

  @Clean
  static void terminated() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.execute(() -> data = 1);
    pool.shutdown();
    Hint.until(pool::isTerminated);
    written();
  }

  @Clean
  static void close() {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      pool.execute(() -> data = 1);
    }
    written();
  }

  @Clean
  static void closeOfVirtualThreads() {
    int[] parts = new int[2];
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      pool.submit(() -> parts[0] = 1);
      pool.submit(() -> parts[1] = 2);
    }
    assert parts[0] + parts[1] == 3;
  }

  @Clean
  static void completionService() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      ExecutorCompletionService<Parcel> service = new ExecutorCompletionService<>(pool);
      service.submit(() -> new Parcel(3));
      service.submit(() -> new Parcel(4));
      assert service.take().get().content + service.take().get().content == 7;
    }
  }

  // ---- from task to task

  @Clean
  static void tasksOfASingleThread() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> data++);
      Threads.together(() -> pool.submit(() -> data++));
      assert pool.submit(() -> data).get() == 2;
    }
  }

  @Clean
  static void runByTheCaller() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            new ThreadPoolExecutor.CallerRunsPolicy());
    int[] parts = new int[4];
    try (pool) {
      for (int i = 0; i < parts.length; i++) {
        int me = i;
        pool.execute(() -> parts[me] = me);
      }
    }
    assert parts[1] + parts[2] + parts[3] == 6;
  }

  // ---- later

  @Clean
  static void scheduled() throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      pool.submit(() -> {}).get();
      data = 1;
      assert pool.schedule(() -> written() + data++, 1, TimeUnit.HOURS).get() == 2;
      assert data == 2;
    }
  }

  /** Its runs are by different threads, but each happens before the next. */
  @Clean
  static void periodic() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    CountDownLatch three = new CountDownLatch(3);
    pool.scheduleAtFixedRate(
        () -> {
          data++;
          three.countDown();
        },
        1,
        1,
        TimeUnit.HOURS);
    three.await();
    pool.shutdownNow();
    assert pool.awaitTermination(1, TimeUnit.DAYS);
    assert data >= 3;
  }

  @Clean
  static void timer() throws InterruptedException {
    Timer timer = new Timer("timer");
    CountDownLatch done = new CountDownLatch(1);
    data = 1;
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            data += written();
            done.countDown();
          }
        },
        1000);
    done.await();
    assert data == 2;
    timer.cancel();
  }
}
