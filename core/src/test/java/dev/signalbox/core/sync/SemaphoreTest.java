package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract, for each fairness and kind of thread. */
@ParameterizedClass
@MethodSource("dev.signalbox.core.sync.Kinds#fairnessAndVirtual")
@Timeout(60)
class SemaphoreTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final Fairness fairness;
  private final boolean virtual;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  SemaphoreTest(Fairness fairness, boolean virtual) {
    this.fairness = fairness;
    this.virtual = virtual;
  }

  @AfterEach
  void nothingEscaped() {
    assertThat(failures).isEmpty();
  }

  private Semaphore semaphore(int size) {
    return Semaphore.named("s", size, fairness);
  }

  private Thread start(Kinds.Body body) {
    return Kinds.start(virtual, failures, body);
  }

  private static void untilWaits(Semaphore s, Thread t) {
    Kinds.until(() -> s.queue().contains(t));
  }

  @Test
  void countsWhatIsHeld() throws Exception {
    Semaphore s = semaphore(5);
    s.acquire();
    s.acquire(2);
    s.acquireUninterruptibly();
    assertThat(s.available()).isEqualTo(1);
    assertThat(s.tryAcquire(2)).isFalse();
    assertThat(s.tryAcquire()).isTrue();
    assertThat(s.tryAcquire(1, Duration.ZERO)).isFalse();
    assertThat(units(s.holders())).isEqualTo(5);
    s.release(4);
    s.release();
    assertThat(s.available()).isEqualTo(5);
    assertThat(s.holders()).isEmpty();
  }

  @Test
  void aWaiterGetsWhatIsReleased() throws Exception {
    Semaphore s = semaphore(2);
    s.acquire(2);
    Thread t =
        start(
            () -> {
              s.acquire(2);
              s.release(2);
            });
    untilWaits(s, t);
    s.release();
    assertThat(s.queue()).containsExactly(t);
    s.release();
    t.join();
    assertThat(s.available()).isEqualTo(2);
  }

  @Test
  void oneReleaseServesAllThatItIsEnoughFor() throws Exception {
    Semaphore s = semaphore(3);
    s.acquire(3);
    CountDownLatch all = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      Thread t =
          start(
              () -> {
                s.acquire();
                all.countDown();
                all.await(); // nobody releases before all have one
                s.release();
              });
      untilWaits(s, t);
    }
    s.release(3);
    all.await();
    Kinds.until(() -> s.available() == 3);
  }

  @Test
  void strangersCannotRelease() throws Exception {
    Semaphore s = semaphore(3);
    s.acquire(2);
    assertNotMine(s, 3);
    start(() -> assertNotMine(s, 1)).join();
    assertThat(s.available()).isEqualTo(1);
    assertThat(units(s.holders())).isEqualTo(2);
    s.release(2);
    assertNotMine(s, 1);
    try (Permits p = s.take()) {
      assertNotMine(s, 1);
      assertThat(p.count()).isEqualTo(1);
    }
  }

  private static void assertNotMine(Semaphore s, int permits) {
    assertThatExceptionOfType(IllegalMonitorStateException.class)
        .isThrownBy(() -> s.release(permits))
        .withMessageEndingWith("does not hold " + permits + " of semaphore \"s\"");
  }

  @Test
  void badNumbersChangeNothing() {
    Semaphore s = semaphore(3);
    assertThatIllegalArgumentException().isThrownBy(() -> Semaphore.named("s", -1, fairness));
    for (int n : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> s.acquire(n));
      assertThatIllegalArgumentException().isThrownBy(() -> s.acquireUninterruptibly(n));
      assertThatIllegalArgumentException().isThrownBy(() -> s.tryAcquire(n));
      assertThatIllegalArgumentException().isThrownBy(() -> s.tryAcquire(n, LONG));
      assertThatIllegalArgumentException().isThrownBy(() -> s.take(n));
      assertThatIllegalArgumentException().isThrownBy(() -> s.tryTake(n, LONG));
      assertThatIllegalArgumentException().isThrownBy(() -> s.release(n));
      assertThatIllegalArgumentException().isThrownBy(() -> s.run(n, () -> {}));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> s.resize(-1));
    assertThat(s.size()).isEqualTo(3);
    assertThat(s.available()).isEqualTo(3);
    assertThat(s.holders()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsChangeNothing() {
    Semaphore s = semaphore(3);
    assertThatNullPointerException().isThrownBy(() -> Semaphore.named(null, 1, fairness));
    assertThatNullPointerException().isThrownBy(() -> Semaphore.named("s", 1, null));
    assertThatNullPointerException().isThrownBy(() -> s.run(null));
    assertThatNullPointerException().isThrownBy(() -> s.call(null));
    assertThat(s.available()).isEqualTo(3);
  }

  @Test
  void theLargestSizeDoesNotOverflow() throws Exception {
    Semaphore s = semaphore(Integer.MAX_VALUE);
    s.acquire(Integer.MAX_VALUE);
    assertThat(s.tryAcquire(Integer.MAX_VALUE)).isFalse();
    s.resize(0);
    assertThat(s.available()).isEqualTo(-Integer.MAX_VALUE);
    s.resize(Integer.MAX_VALUE);
    s.release(Integer.MAX_VALUE);
    assertThat(s.available()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void growsUnderThoseThatWait() throws Exception {
    Semaphore s = semaphore(1);
    Thread t = start(() -> s.run(4, () -> {}));
    untilWaits(s, t);
    s.resize(3);
    assertThat(s.queue()).containsExactly(t);
    s.resize(4);
    t.join();
    assertThat(s.size()).isEqualTo(4);
    assertThat(s.available()).isEqualTo(4);
  }

  @Test
  void shrinksBelowWhatIsInUse() throws Exception {
    Semaphore s = semaphore(3);
    s.acquire(3);
    s.resize(1);
    assertThat(s.available()).isEqualTo(-2);
    Thread t = start(() -> s.run(() -> {}));
    untilWaits(s, t);
    s.release(2);
    assertThat(s.available()).isZero();
    assertThat(s.queue()).containsExactly(t);
    s.release();
    t.join();
    assertThat(s.available()).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    Semaphore s = semaphore(2);
    s.acquire();
    AtomicInteger interrupts = new AtomicInteger();
    List<Kinds.Body> waits =
        List.of(
            () -> s.acquire(2),
            () -> s.tryAcquire(2, LONG),
            () -> s.take(2),
            () -> s.tryTake(2, LONG));
    for (Kinds.Body wait : waits) {
      Thread t =
          start(
              () -> {
                try {
                  wait.run();
                } catch (InterruptedException e) {
                  interrupts.incrementAndGet();
                }
              });
      untilWaits(s, t);
      Thread behind = start(() -> s.run(() -> {}));
      if (fairness == Fairness.FIFO) {
        untilWaits(s, behind);
      }
      t.interrupt();
      t.join();
      behind.join(); // the one before it is gone, and there is a permit
    }
    assertThat(interrupts).hasValue(4);
    assertThat(s.available()).isEqualTo(1);
    assertThat(s.queue()).isEmpty();
  }

  @Test
  void anInterruptBeforehandIsSeenThoughThereIsNoNeedToWait() {
    Semaphore s = semaphore(1);
    List<Kinds.Body> waits =
        List.of(
            s::acquire,
            () -> s.tryAcquire(1, Duration.ZERO),
            s::take,
            () -> s.tryTake(1, Duration.ZERO));
    for (Kinds.Body wait : waits) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(wait::run);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    assertThat(s.available()).isEqualTo(1);
  }

  @Test
  void anInterruptDoesNotEndAnUninterruptibleWait() throws Exception {
    Semaphore s = semaphore(1);
    s.acquire();
    AtomicInteger interrupted = new AtomicInteger();
    Thread t =
        start(
            () -> {
              s.acquireUninterruptibly();
              interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 2);
              s.release();
            });
    untilWaits(s, t);
    t.interrupt();
    assertThat(t.join(Duration.ofMillis(20))).isFalse();
    s.release();
    t.join();
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void aTimedWaitEnds() throws Exception {
    Semaphore s = semaphore(1);
    s.acquire();
    long start = System.nanoTime();
    assertThat(s.tryAcquire(1, Duration.ofMillis(20))).isFalse();
    assertThat(s.tryTake(1, Duration.ofMillis(20))).isNull();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(40_000_000);
    assertThat(s.tryAcquire(1, Duration.ofSeconds(-1))).isFalse();
    assertThat(s.queue()).isEmpty();
    s.release();
    assertThat(s.tryAcquire(1, Duration.ofMillis(1))).isTrue();
    assertThat(s.available()).isZero();
  }

  @Test
  void aTimedWaitSucceedsInTime() throws Exception {
    Semaphore s = semaphore(1);
    s.acquire();
    Thread t =
        start(
            () -> {
              try (Permits p = s.tryTake(1, LONG)) {
                assertThat(p).isNotNull();
              }
              assertThat(s.tryAcquire(1, LONG)).isTrue();
              s.release();
            });
    untilWaits(s, t);
    s.release();
    t.join();
    assertThat(s.available()).isEqualTo(1);
  }

  @Test
  void aLargeRequestIsNotOvertakenForEver() throws Exception {
    if (fairness == Fairness.BARGING) {
      return; // it is, as documented
    }
    Semaphore s = semaphore(2);
    s.acquire();
    Thread large = start(() -> s.run(2, () -> {}));
    untilWaits(s, large);
    // Two threads' worth of small ones, so that there is never nothing in use.
    while (s.tryAcquire()) {
      s.release();
    }
    assertThat(s.available()).isEqualTo(1); // kept for the large one, or behind it in line
    assertThat(s.tryAcquire(1, Duration.ofMillis(5))).isFalse();
    s.release();
    large.join();
    assertThat(s.tryAcquire(2)).isTrue();
  }

  @Test
  void newcomersMayComeFirstUnlessInOrder() throws Exception {
    Semaphore s = semaphore(2);
    s.acquire();
    Thread large = start(() -> s.run(2, () -> {}));
    untilWaits(s, large);
    if (fairness == Fairness.BARGING) {
      assertThat(s.tryAcquire()).isTrue();
      s.release();
    } else if (fairness == Fairness.FIFO) {
      assertThat(s.tryAcquire()).isFalse();
    }
    large.interrupt();
    s.release();
    large.join();
  }

  @Test
  void whatWasKeptIsFreeWhenTheWaiterLeaves() throws Exception {
    Semaphore s = semaphore(2);
    s.acquire();
    assertThat(s.tryAcquire(2, Duration.ofMillis(10))).isFalse();
    assertThat(s.tryAcquire()).isTrue();
  }

  @Test
  void bodiesReleaseWhateverHappens() throws Exception {
    Semaphore s = semaphore(3);
    s.run(() -> assertThat(s.available()).isEqualTo(2));
    s.run(3, () -> assertThat(s.available()).isZero());
    assertThat(s.<Integer, RuntimeException>call(s::available)).isEqualTo(2);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                s.call(
                    2,
                    () -> {
                      throw new IOException();
                    }));
    assertThat(s.available()).isEqualTo(3);
  }

  @Test
  void permitsMayBeClosedByAnyThreadOnce() throws Exception {
    Semaphore s = semaphore(3);
    Permits p = s.take(2);
    assertThat(s.holders()).containsExactly(new Holder(Thread.currentThread(), 2, null));
    assertThat(p).hasToString("2 of semaphore \"s\"");
    start(p::close).join();
    p.close();
    assertThat(p.isClosed()).isTrue();
    assertThat(p).hasToString("2 of semaphore \"s\", given back");
    assertThat(s.available()).isEqualTo(3);
    assertThat(s.holders()).isEmpty();
    assertThat(s.leaks()).isEmpty();
  }

  @Test
  void permitsOfThreadsThatEndedAreLeaks() throws Exception {
    Semaphore s = semaphore(3);
    s.acquire();
    Thread t = start(() -> s.acquire(2));
    t.join();
    assertThat(s.leaks()).containsExactly(new Holder(t, 2, null));
    assertThat(s.available()).isZero();
    s.release();
  }

  @Test
  void permitsThatNobodyCanCloseAreLeaks() throws Exception {
    Semaphore s = semaphore(3);
    Permits kept = s.take();
    s.take(2);
    while (s.leaks().isEmpty()) {
      System.gc();
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(s.leaks()).containsExactly(new Holder(Thread.currentThread(), 2, null));
    kept.close();
    assertThat(s.available()).isEqualTo(1);
  }

  @Test
  void takersAreTracedIfWished() throws Exception {
    Semaphore s = semaphore(9);
    s.acquire();
    WaitGraph.traceHolders(true);
    try {
      s.acquire(2);
      s.acquire(3);
      s.release();
      assertThat(s.holders()).extracting(Holder::units).containsExactly(2L, 2L, 1L);
      try (Permits p = s.take()) {
        assertThat(s.holders().getLast().takenAt()).isNotNull();
        assertThat(p.isClosed()).isFalse();
      }
      s.release(3);
      assertThat(s.holders()).extracting(Holder::units).containsExactly(1L, 1L);
      assertThat(Objects.requireNonNull(s.holders().getFirst().takenAt()).getStackTrace())
          .anyMatch(f -> f.getMethodName().equals("takersAreTracedIfWished"));
      assertNotMine(s, 3);
      s.release(2);
      assertThat(s.holders()).isEmpty();
      assertThat(s.available()).isEqualTo(9);
    } finally {
      WaitGraph.traceHolders(false);
    }
  }

  @Test
  void saysWhatItIs() {
    Semaphore s = semaphore(2);
    assertThat(s).hasToString("semaphore \"s\"");
    assertThat(s.name()).isEqualTo("s");
    assertThat(s.fairness()).isEqualTo(fairness);
    assertThat(Semaphore.named("t", 1).fairness()).isEqualTo(Fairness.EVENTUAL);
  }

  @Test
  void aCrowdLosesNothing() throws Exception {
    Semaphore s = semaphore(5);
    AtomicInteger inUse = new AtomicInteger();
    List<Thread> crowd = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 200; i++) {
      int n = i % 5 + 1;
      crowd.add(
          start(
              () -> {
                for (int k = 0; k < 20; k++) {
                  try {
                    if (k % 3 != 0 || s.tryAcquire(n, Duration.ofNanos(k * 1000L))) {
                      if (k % 3 != 0) {
                        s.acquire(n);
                      }
                      assertThat(inUse.addAndGet(n)).isLessThanOrEqualTo(5);
                      Thread.yield();
                      inUse.addAndGet(-n);
                      s.release(n);
                    }
                  } catch (InterruptedException e) {
                    // the next round
                  }
                }
              }));
    }
    for (Thread t : crowd) {
      t.interrupt();
    }
    for (Thread t : crowd) {
      t.join();
    }
    assertThat(s.available()).isEqualTo(5);
    assertThat(s.holders()).isEmpty();
    assertThat(s.queue()).isEmpty();
  }

  private static long units(List<Holder> holders) {
    return holders.stream().mapToLong(Holder::units).sum();
  }
}
