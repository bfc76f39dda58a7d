package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
@Timeout(60)
class GuardedTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final boolean virtual;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Guarded<Deque<Integer>> numbers = Guarded.named("numbers", new ArrayDeque<>());

  GuardedTest(boolean virtual) {
    this.virtual = virtual;
  }

  @AfterEach
  void nothingEscaped() {
    assertThat(failures).isEmpty();
    assertThat(numbers.queue()).isEmpty();
  }

  private Thread start(Kinds.Body body) {
    return Kinds.start(virtual, failures, body);
  }

  private void untilWaits(Thread t) {
    Kinds.until(() -> numbers.queue().contains(t));
  }

  @Test
  void givesAccessWithTheMutexOnly() throws Exception {
    Guarded<AtomicInteger> g = Guarded.of(new AtomicInteger());
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          start(
              () -> {
                for (int k = 0; k < 500; k++) {
                  g.with(n -> n.setPlain(n.getPlain() + 1));
                }
              }));
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(g.<Integer>get(AtomicInteger::getPlain)).isEqualTo(4000);
  }

  @Test
  void updatesValuesThatCannotChange() throws Exception {
    Guarded<Integer> g = Guarded.of(1);
    Thread t = start(() -> assertThat(g.<Integer>when(n -> n == 3, n -> n)).isEqualTo(3));
    Kinds.until(() -> g.queue().contains(t));
    assertThat(g.update(n -> n + 1)).isEqualTo(2);
    assertThat(g.update(n -> n + 1)).isEqualTo(3);
    t.join();
  }

  @Test
  void goesOnAtOnceIfItHolds() throws Exception {
    numbers.with(q -> q.add(7));
    assertThat(numbers.<Integer>when(q -> !q.isEmpty(), Deque::removeFirst)).isEqualTo(7);
    numbers.with(q -> q.add(8));
    assertThat(numbers.<Integer>when(q -> !q.isEmpty(), Duration.ZERO, Deque::removeFirst))
        .isEqualTo(8);
  }

  @Test
  void theFirstWhosePredicateHoldsIsWoken() throws Exception {
    List<Integer> order = new CopyOnWriteArrayList<>();
    Thread[] threads = new Thread[3];
    int[] sizes = {3, 1, 1};
    for (int i = 0; i < 3; i++) {
      int me = i;
      threads[i] = start(() -> numbers.when(q -> q.size() >= sizes[me], q -> order.add(me)));
      untilWaits(threads[i]);
    }
    assertThat(numbers.queue()).containsExactly(threads);
    numbers.with(q -> q.add(1));
    threads[1].join();
    threads[2].join();
    assertThat(order).containsExactly(1, 2);
    assertThat(numbers.queue()).containsExactly(threads[0]);
    numbers.with(q -> q.addAll(List.of(2, 3)));
    threads[0].join();
  }

  @Test
  void whoLeavesWithAnExceptionWakesToo() throws Exception {
    Thread t = start(() -> numbers.<Integer>when(q -> !q.isEmpty(), Deque::removeFirst));
    untilWaits(t);
    IllegalStateException mine = new IllegalStateException();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                numbers.with(
                    q -> {
                      q.add(1);
                      throw mine;
                    }))
        .isSameAs(mine);
    t.join();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    List<Kinds.Body> waits =
        List.of(
            () -> numbers.when(q -> false, q -> 1), () -> numbers.when(q -> false, LONG, q -> 1));
    for (Kinds.Body wait : waits) {
      Thread t =
          start(() -> assertThatExceptionOfType(InterruptedException.class).isThrownBy(wait::run));
      untilWaits(t);
      t.interrupt();
      t.join();
    }
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> numbers.when(q -> true, q -> 1));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> numbers.when(q -> true, Duration.ZERO, q -> 1));
  }

  @Test
  void aTimedWaitEnds() {
    AtomicInteger runs = new AtomicInteger();
    for (Duration d : List.of(Duration.ofMillis(20), Duration.ZERO, Duration.ofSeconds(-1))) {
      long start = System.nanoTime();
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> numbers.when(q -> false, d, q -> runs.incrementAndGet()));
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(d.toNanos());
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void aTimedWaitForTheMutexEnds() throws Exception {
    numbers.with(
        q -> {
          Thread t =
              start(
                  () ->
                      assertThatExceptionOfType(TimeoutException.class)
                          .isThrownBy(() -> numbers.when(p -> true, Duration.ofMillis(5), p -> 1)));
          try {
            t.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void aTimedWaitSucceedsInTime() throws Exception {
    Thread t =
        start(
            () ->
                assertThat(numbers.<Integer>when(q -> !q.isEmpty(), LONG, Deque::removeFirst))
                    .isEqualTo(1));
    untilWaits(t);
    numbers.with(q -> q.add(1));
    t.join();
  }

  @Test
  void whatAPredicateThrowsIsForTheOneThatWaits() throws Exception {
    IllegalStateException mine = new IllegalStateException();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread t =
        start(
            () -> {
              try {
                numbers.when(
                    q -> {
                      if (!q.isEmpty()) {
                        throw mine;
                      }
                      return false;
                    },
                    q -> 1);
              } catch (IllegalStateException e) {
                thrown.set(e);
              }
            });
    untilWaits(t);
    Thread behind = start(() -> numbers.<Integer>when(q -> !q.isEmpty(), Deque::removeFirst));
    untilWaits(behind);
    numbers.with(q -> q.add(1)); // throws nothing here
    t.join();
    behind.join();
    assertThat(thrown).hasValue(mine);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                numbers.when(
                    q -> {
                      throw mine;
                    },
                    q -> 1))
        .isSameAs(mine);
  }

  @Test
  void mayBeUsedWithinItselfButNotWaitedFor() throws Exception {
    Thread t = start(() -> numbers.when(q -> q.size() == 1, q -> 1));
    untilWaits(t);
    AtomicInteger seen = new AtomicInteger();
    numbers.with(
        q -> {
          numbers.with(same -> same.add(1));
          assertThat(numbers.queue()).containsExactly(t); // not before the outermost ends
          seen.set(numbers.<Integer>get(Deque::size));
          try {
            seen.addAndGet(numbers.<Integer>when(same -> !same.isEmpty(), Deque::size));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          assertThatIllegalStateException()
              .isThrownBy(() -> numbers.when(Deque::isEmpty, same -> 1))
              .withMessage("a wait within a body of guarded \"numbers\"");
          assertThatIllegalStateException()
              .isThrownBy(() -> numbers.when(Deque::isEmpty, LONG, same -> 1));
          assertThatExceptionOfType(TimeoutException.class)
              .isThrownBy(() -> numbers.when(Deque::isEmpty, Duration.ZERO, same -> 1));
        });
    t.join();
    assertThat(seen).hasValue(2);
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreRefusedAndChangeNothing() {
    Guarded<Integer> g = Guarded.of(1);
    assertThatNullPointerException().isThrownBy(() -> Guarded.of(null));
    assertThatNullPointerException().isThrownBy(() -> Guarded.named(null, 1));
    assertThatNullPointerException().isThrownBy(() -> g.with(null));
    assertThatNullPointerException().isThrownBy(() -> g.get(null));
    assertThatNullPointerException().isThrownBy(() -> g.update(null));
    assertThatNullPointerException().isThrownBy(() -> g.update(n -> null));
    assertThatNullPointerException().isThrownBy(() -> g.when(null, n -> n));
    assertThatNullPointerException().isThrownBy(() -> g.when(n -> true, null));
    assertThat(g.<Integer>get(n -> n)).isEqualTo(1);
    assertThat(g).hasToString("guarded \"guarded\"");
  }

  @Test
  void nothingIsLostBetweenManyOfBothKinds() throws Exception {
    int most = 3;
    AtomicInteger sum = new AtomicInteger();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 10; i++) {
      threads.add(
          start(
              () -> {
                for (int k = 1; k <= 200; k++) {
                  int n = k;
                  numbers.when(q -> q.size() < most, q -> q.add(n));
                }
              }));
      threads.add(
          start(
              () -> {
                for (int k = 1; k <= 200; k++) {
                  sum.addAndGet(numbers.<Integer>when(q -> !q.isEmpty(), Deque::removeFirst));
                }
              }));
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(sum).hasValue(10 * 200 * 201 / 2);
  }
}
