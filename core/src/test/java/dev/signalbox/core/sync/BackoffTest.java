package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackoffTest {
  private static final Backoff MILLIS =
      Backoff.between(Duration.ofMillis(1), Duration.ofMillis(10));

  /** How long it slept, in nanoseconds; the time goes on by that only. */
  private final List<Long> slept = new ArrayList<>();

  private long now = Long.MAX_VALUE - 5; // goes over

  private Backoff faked(Backoff b, LongUnaryOperator upTo) {
    return b.in(
        new Backoff.Surroundings(
            () -> now,
            upTo,
            nanos -> {
              slept.add(nanos);
              now += nanos;
            }));
  }

  private static long millis(long n) {
    return n * 1_000_000;
  }

  @Test
  void theLimitDoublesUpToTheLargest() throws Exception {
    Backoff.Pauses p = faked(MILLIS, limit -> limit).start();
    for (int i = 0; i < 7; i++) {
      assertThat(p.pause()).isTrue();
    }
    assertThat(slept)
        .containsExactly(
            millis(1), millis(2), millis(4), millis(8), millis(10), millis(10), millis(10));
    assertThat(p.count()).isEqualTo(7);
  }

  @Test
  void theLargestLimitsDoNotOverflow() throws Exception {
    Duration huge = Duration.ofSeconds(Long.MAX_VALUE);
    Backoff.Surroundings timeless =
        new Backoff.Surroundings(() -> 0, limit -> limit, nanos -> slept.add(nanos));
    Backoff.Pauses p = Backoff.between(Duration.ofNanos(1), huge).in(timeless).start();
    for (int i = 0; i < 70; i++) {
      assertThat(p.pause()).isTrue();
    }
    assertThat(slept).isSorted().allMatch(n -> n > 0).endsWith(Long.MAX_VALUE);
  }

  @Test
  void chanceDecidesFromZero() throws Exception {
    Backoff.Pauses p = faked(MILLIS, limit -> 0).start();
    assertThat(p.pause()).isTrue();
    assertThat(slept).containsExactly(0L);
  }

  @Test
  void realChanceIsWithinTheLimit() {
    LongUnaryOperator real = Backoff.Surroundings.REAL.upTo();
    boolean zero = false;
    boolean three = false;
    for (int i = 0; i < 10_000; i++) {
      long n = real.applyAsLong(3);
      assertThat(n).isBetween(0L, 3L);
      zero |= n == 0;
      three |= n == 3;
    }
    assertThat(zero && three).isTrue();
    assertThat(real.applyAsLong(Long.MAX_VALUE)).isNotNegative();
  }

  @Test
  void endsAfterSoManyPauses() throws Exception {
    Backoff.Pauses p = faked(MILLIS.atMost(2), limit -> limit).start();
    assertThat(p.pause()).isTrue();
    assertThat(p.pause()).isTrue();
    assertThat(p.pause()).isFalse();
    assertThat(p.pause()).isFalse();
    assertThat(slept).hasSize(2);
  }

  @Test
  void theLastPauseEndsWithTheTotal() throws Exception {
    Backoff b = faked(MILLIS.atMost(Duration.ofMillis(5)), limit -> limit);
    AtomicInteger attempts = new AtomicInteger();
    assertThat(
            b.until(
                () -> {
                  attempts.incrementAndGet();
                  return false;
                }))
        .isFalse();
    assertThat(slept).containsExactly(millis(1), millis(2), millis(2));
    assertThat(attempts).hasValue(4); // the last one at the very end
  }

  @Test
  void eachStartIsNew() throws Exception {
    Backoff b = faked(MILLIS.atMost(1), limit -> limit);
    assertThat(b.start().pause()).isTrue();
    assertThat(b.start().pause()).isTrue();
    assertThat(slept).containsExactly(millis(1), millis(1));
  }

  @Test
  void descriptionsDoNotChange() throws Exception {
    Backoff unlimited = faked(MILLIS, limit -> limit);
    Backoff limited = unlimited.atMost(1);
    Backoff.Pauses p = unlimited.start();
    assertThat(p.pause()).isTrue();
    assertThat(p.pause()).isTrue();
    Backoff.Pauses q = limited.start();
    assertThat(q.pause()).isTrue();
    assertThat(q.pause()).isFalse();
  }

  @Test
  void anInterruptEndsThePause() {
    Backoff.Pauses p = faked(MILLIS, limit -> 0).start();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(p::pause);
    assertThat(slept).isEmpty();
    assertThat(p.count()).isEqualTo(1);
    Backoff day = Backoff.between(Duration.ofDays(1), Duration.ofDays(1));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> day.until(() -> false));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void waitsForALock() throws Exception {
    Mutex m = Mutex.named("m");
    m.lock();
    AtomicInteger got = new AtomicInteger();
    Thread t =
        Thread.startVirtualThread(
            () -> {
              try {
                if (MILLIS.until(m::tryLock)) {
                  got.incrementAndGet();
                  m.unlock();
                }
              } catch (InterruptedException e) {
                // not got
              }
            });
    m.unlock();
    t.join();
    assertThat(got).hasValue(1);
  }

  @Test
  void refusesWhatMakesNoSense() {
    Duration ms = Duration.ofMillis(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.between(Duration.ZERO, ms));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.between(ms.negated(), ms));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.between(Duration.ofMillis(2), ms));
    assertThatIllegalArgumentException().isThrownBy(() -> MILLIS.atMost(0));
    assertThatIllegalArgumentException().isThrownBy(() -> MILLIS.atMost(Duration.ZERO));
  }
}
