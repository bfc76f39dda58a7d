package conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plain data handed over by fork and join, by parallel streams, and by publishers. */
public final class HappensBeforeForkJoins {
  private static final int[] NUMBERS = {1, 2, 3, 4};
  private static int data;

  private HappensBeforeForkJoins() {}

  // ---- tasks

  /** Adds up in a field of its own, which whoever joins it reads. */
  private static final class Sum extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;
    private int sum;

    Sum(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    protected void compute() {
      if (to - from == 1) {
        sum = NUMBERS[from];
        return;
      }
      int middle = (from + to) / 2;
      Sum left = new Sum(from, middle);
      Sum right = new Sum(middle, to);
      left.fork();
      right.compute();
      left.join();
      sum = left.sum + right.sum;
    }
  }

  @Clean
  static void forkAndJoin() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      Sum all = new Sum(0, 4);
      pool.invoke(all);
      assert all.sum == 10;
    }
  }

  @Clean
  static void inTheCommonPool() {
    Sum all = new Sum(0, 4);
    all.fork().join();
    assert all.sum == 10;
  }

  @Clean
  static void forkSeesWhatWasWrittenBefore() {
    ForkJoinTask<Integer> reader =
        new RecursiveTask<Integer>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected Integer compute() {
            return data;
          }
        };
    data = 7;
    assert reader.fork().join() == 7;
  }

  @Clean
  static void invokeAll() {
    Sum left = new Sum(0, 2);
    Sum right = new Sum(2, 4);
    ForkJoinTask.invokeAll(left, right);
    assert left.sum + right.sum == 10;
  }

  @Clean
  static void adapted() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      ForkJoinTask<Parcel> task = ForkJoinTask.adapt(() -> new Parcel(7));
      assert pool.submit(task).get().content == 7;
    }
  }

  @Clean
  static void joinByAnotherThread() throws InterruptedException {
    Sum all = new Sum(0, 4);
    ForkJoinPool.commonPool().execute(all);
    Threads.together(
        () -> {
          all.join();
          assert all.sum == 10;
        });
  }

  /** Each completed part happens before the completion of the whole. */
  private static final class Counted extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;
    private Counted left;
    private Counted right;
    private int sum;

    Counted(CountedCompleter<?> parent, int from, int to) {
      super(parent);
      this.from = from;
      this.to = to;
    }

    @Override
    public void compute() {
      if (to - from > 1) {
        int middle = (from + to) / 2;
        left = new Counted(this, from, middle);
        right = new Counted(this, middle, to);
        setPendingCount(2);
        left.fork();
        right.fork();
      } else {
        sum = NUMBERS[from];
      }
      tryComplete();
    }

    @Override
    public void onCompletion(CountedCompleter<?> caller) {
      if (left != null) {
        sum = left.sum + right.sum;
      }
    }
  }

  @Clean
  static void countedCompleter() {
    Counted all = new Counted(null, 0, 4);
    all.invoke();
    assert all.sum == 10;
  }

  // ---- parallel streams

  @Clean
  static void streamIntoAnArray() {
    int[] squares = new int[4];
    IntStream.range(0, 4).parallel().forEach(i -> squares[i] = NUMBERS[i] * NUMBERS[i]);
    assert Arrays.equals(squares, new int[] {1, 4, 9, 16});
  }

  @Clean
  static void streamToAnArray() {
    Parcel[] parcels =
        IntStream.range(0, 4).parallel().mapToObj(i -> new Parcel(i)).toArray(Parcel[]::new);
    assert parcels[0].content + parcels[3].content == 3;
  }

  @Clean
  static void streamThatReduces() {
    Parcel sum =
        Arrays.stream(NUMBERS)
            .parallel()
            .mapToObj(i -> new Parcel(i))
            .reduce(new Parcel(), (a, b) -> new Parcel(a.content + b.content));
    assert sum.content == 10;
  }

  @Clean
  static void streamThatCollects() {
    List<Parcel> parcels =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(i -> new Parcel(i))
            .collect(Collectors.toCollection(ArrayList::new));
    assert parcels.size() == 4 && parcels.get(3).content == 3;
  }

  /** Each container belongs to one thread at a time. */
  @Clean
  static void streamWithItsOwnContainers() {
    int[] sum =
        IntStream.range(0, 4)
            .parallel()
            .collect(() -> new int[1], (a, i) -> a[0] += NUMBERS[i], (a, b) -> a[0] += b[0]);
    assert sum[0] == 10;
  }

  @Clean
  static void streamReadsWhatWasWrittenBefore() {
    data = 2;
    assert IntStream.range(0, 4).parallel().map(i -> data * i).sum() == 12;
  }

  @Clean
  static void parallelSetAll() {
    int[] squares = new int[4];
    Arrays.parallelSetAll(squares, i -> i * i + data);
    assert squares[3] == 9;
  }

  // ---- publishers

  @Clean
  static void publisher() {
    SubmissionPublisher<Parcel> publisher = new SubmissionPublisher<>();
    var done = publisher.consume(p -> data += p.content);
    publisher.submit(new Parcel(3));
    publisher.submit(new Parcel(4));
    publisher.close();
    done.join();
    assert data == 7;
  }

  /** Its methods are called by different threads, one after the other. */
  private static final class OneByOne implements Flow.Subscriber<Parcel> {
    private final CountDownLatch done = new CountDownLatch(1);
    private Flow.Subscription subscription;
    private int sum;

    @Override
    public void onSubscribe(Flow.Subscription s) {
      subscription = s;
      s.request(1);
    }

    @Override
    public void onNext(Parcel item) {
      sum += item.content;
      subscription.request(1);
    }

    @Override
    public void onError(Throwable e) {
      throw new AssertionError(e);
    }

    @Override
    public void onComplete() {
      done.countDown();
    }
  }

  @Clean
  static void subscriber() throws InterruptedException {
    OneByOne subscriber = new OneByOne();
    try (SubmissionPublisher<Parcel> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(subscriber);
      publisher.submit(new Parcel(3));
      publisher.submit(new Parcel(4));
    }
    subscriber.done.await();
    assert subscriber.sum == 7;
  }
}
