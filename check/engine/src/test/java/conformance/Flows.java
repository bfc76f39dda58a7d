package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** Flow and SubmissionPublisher. */
public final class Flows {
  private static final List<Integer> GOT = new ArrayList<>();
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private Flows() {}

  /** Asks for one item after the other. */
  private static final class OneByOne implements Flow.Subscriber<Integer> {
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription s) {
      subscription = s;
      s.request(1);
    }

    @Override
    public void onNext(Integer item) {
      GOT.add(item);
      subscription.request(1);
    }

    @Override
    public void onError(Throwable e) {
      throw new AssertionError(e);
    }

    @Override
    public void onComplete() {
      DONE.countDown();
    }
  }

  @Clean
  static void itemsComeInOrder() throws InterruptedException {
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(new OneByOne());
      for (int i = 0; i < 3; i++) {
        publisher.submit(i);
      }
    }
    DONE.await();
    assert GOT.equals(List.of(0, 1, 2)) : GOT;
  }

  @Clean
  static void submitWaitsForRoom() throws InterruptedException {
    Executor threads = r -> new Thread(r).start();
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(threads, 1)) {
      publisher.subscribe(new OneByOne());
      for (int i = 0; i < 4; i++) {
        publisher.submit(i);
      }
    }
    DONE.await();
    assert GOT.size() == 4;
  }

  @Planted(Kind.ASSERTION)
  static void offerDropsWhatHasNoRoom() throws InterruptedException {
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 1)) {
      publisher.subscribe(new OneByOne());
      Threads.together(
          () -> publisher.offer(1, null), () -> publisher.offer(2, 0, TimeUnit.SECONDS, null));
      publisher.close();
      DONE.await(1, TimeUnit.MINUTES);
      assert GOT.equals(List.of(1, 2));
    }
  }

  @Clean
  static void consume() {
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
    var done = publisher.consume(GOT::add);
    publisher.submit(1);
    publisher.submit(2);
    publisher.close();
    done.join();
    assert GOT.equals(List.of(1, 2));
  }
}
