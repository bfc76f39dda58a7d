package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.CheckReport;
import dev.signalbox.check.Checker;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small scenarios in many interleavings: no permit is lost, and never more in use than there are.
 */
@Timeout(300)
class SemaphoreExplorationTest {
  private static final Duration TIME = Duration.ofSeconds(2);

  private static Thread start(Runnable body) {
    return Thread.ofPlatform().start(body);
  }

  /** What is in use now, as the holders count it. */
  private static void use(Semaphore s, int permits, AtomicInteger inUse, int most) {
    s.acquireUninterruptibly(permits);
    assertThat(inUse.addAndGet(permits)).isLessThanOrEqualTo(most);
    inUse.addAndGet(-permits);
    s.release(permits);
  }

  private static void assertFree(Semaphore s, int size) {
    assertThat(s.available()).isEqualTo(size);
    assertThat(s.holders()).isEmpty();
    assertThat(s.queue()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theBoundIsNeverExceeded(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 1, fairness);
                  AtomicInteger inUse = new AtomicInteger();
                  Thread t = start(() -> use(s, 1, inUse, 1));
                  use(s, 1, inUse, 1);
                  t.join();
                  assertFree(s, 1);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource
  void triesAndReleasesInEveryOrder(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .exhaustive()
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 3, fairness);
                  AtomicInteger got = new AtomicInteger();
                  Runnable body =
                      () -> {
                        if (s.tryAcquire(2)) {
                          assertThat(got.incrementAndGet()).isEqualTo(1);
                          got.decrementAndGet();
                          s.release(2);
                        }
                      };
                  Thread t = start(body);
                  body.run();
                  t.join();
                  assertFree(s, 3);
                });
    assertThat(report.complete()).as(report.toString()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void oneReleaseWakesAllThatItIsEnoughFor(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 2, fairness);
                  AtomicInteger inUse = new AtomicInteger();
                  s.acquireUninterruptibly(2);
                  Thread a = start(s::acquireUninterruptibly); // keeps it
                  Thread b = start(s::acquireUninterruptibly); // keeps it
                  inUse.addAndGet(2);
                  s.release(2);
                  a.join();
                  b.join();
                  assertThat(s.available()).isZero();
                  assertThat(s.leaks()).hasSize(2);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource
  void weightsAndSizesThatChange(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 2, fairness);
                  AtomicInteger inUse = new AtomicInteger();
                  Thread a = start(() -> use(s, 2, inUse, 3));
                  Thread b = start(() -> use(s, 1, inUse, 3));
                  s.resize(3);
                  use(s, 3, inUse, 3);
                  s.resize(1);
                  s.resize(2);
                  a.join();
                  b.join();
                  assertFree(s, 2);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptAtAnyPointLosesNoPermit(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 1, fairness);
                  AtomicInteger inUse = new AtomicInteger();
                  Thread a =
                      start(
                          () -> {
                            try {
                              s.acquire();
                              s.release();
                            } catch (InterruptedException e) {
                              // has nothing
                            }
                          });
                  Thread b = start(() -> use(s, 1, inUse, 1));
                  s.acquireUninterruptibly();
                  a.interrupt();
                  s.release();
                  a.join();
                  b.join();
                  assertFree(s, 1);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource
  void aTimeoutAtAnyPointLosesNoPermit(Fairness fairness) {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 2, fairness);
                  AtomicInteger inUse = new AtomicInteger();
                  Thread a =
                      start(
                          () -> {
                            try {
                              if (s.tryAcquire(2, Duration.ofMillis(1))) {
                                s.release(2);
                              }
                            } catch (InterruptedException e) {
                              throw new AssertionError(e);
                            }
                          });
                  Thread b = start(() -> use(s, 1, inUse, 2));
                  s.acquireUninterruptibly(1);
                  Thread.yield();
                  s.release(1);
                  a.join();
                  b.join();
                  assertFree(s, 2);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void permitsAreGivenBackOnceWhoeverClosesThem() {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .exhaustive()
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Semaphore s = Semaphore.named("s", 1);
                  Permits p = s.take();
                  Thread t = start(p::close);
                  p.close();
                  t.join();
                  assertFree(s, 1);
                });
    assertThat(report.complete()).as(report.toString()).isTrue();
  }
}
