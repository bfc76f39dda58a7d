package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.CheckReport;
import dev.signalbox.check.Checker;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small scenarios in many interleavings: those that wait are woken whenever they can go on. */
@Timeout(300)
class GuardedExplorationTest {
  private static final Duration TIME = Duration.ofSeconds(3);

  private static Thread start(Kinds.Body body) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                body.run();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  private static Guarded<Deque<Integer>> queue() {
    WaitGraph.policy(DeadlockPolicy.OFF);
    return Guarded.of(new ArrayDeque<>());
  }

  private static int take(Guarded<Deque<Integer>> q) throws InterruptedException {
    return q.<Integer>when(d -> !d.isEmpty(), Deque::removeFirst);
  }

  private static void put(Guarded<Deque<Integer>> q, int n) throws InterruptedException {
    q.when(Deque::isEmpty, d -> d.add(n));
  }

  @Test
  void oneHandsOverToAnother() {
    CheckReport report =
        Checker.defaults()
            .time(Duration.ofSeconds(30))
            .exhaustive(1)
            .check(
                () -> {
                  Guarded<Deque<Integer>> q = queue();
                  Thread t = start(() -> q.with(d -> d.add(1)));
                  assertThat(take(q)).isEqualTo(1);
                  t.join();
                });
    assertThat(report.toString()).contains("explored to the end");
  }

  @Test
  void producersAndConsumersAreNeverStuck() {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  Guarded<Deque<Integer>> q = queue();
                  Thread a =
                      start(
                          () -> {
                            put(q, 1);
                            put(q, 2);
                          });
                  Thread b = start(() -> put(q, 4));
                  Thread c = start(() -> q.when(d -> d.contains(9), d -> 0));
                  int sum = take(q) + take(q) + take(q);
                  assertThat(sum).isEqualTo(7);
                  a.join();
                  b.join();
                  q.with(d -> d.add(9));
                  c.join();
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void onePutServesBothThatOnlyLook() {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  Guarded<Deque<Integer>> q = queue();
                  Thread a = start(() -> q.when(d -> d.size() == 1, Deque::size));
                  Thread b = start(() -> q.when(d -> d.size() == 1, Deque::size));
                  q.with(d -> d.add(1));
                  a.join();
                  b.join();
                  assertThat(q.queue()).isEmpty();
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void oneThatIsInterruptedPassesTheWakeUpOn() {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  Guarded<Deque<Integer>> q = queue();
                  Thread a =
                      start(
                          () -> {
                            try {
                              int n = take(q);
                              q.with(d -> d.add(n));
                            } catch (InterruptedException e) {
                              // the other one gets it
                            }
                          });
                  Thread b = start(() -> take(q));
                  a.interrupt();
                  q.with(d -> d.add(1));
                  a.join();
                  b.join();
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void oneWhoseTimeIsOverPassesTheWakeUpOn() {
    CheckReport report =
        Checker.defaults()
            .time(TIME)
            .check(
                () -> {
                  Guarded<Deque<Integer>> q = queue();
                  Thread a =
                      start(
                          () -> {
                            try {
                              int n =
                                  q.<Integer>when(
                                      d -> !d.isEmpty(), Duration.ofMillis(1), Deque::removeFirst);
                              q.with(d -> d.add(n));
                            } catch (TimeoutException e) {
                              // the other one gets it
                            }
                          });
                  Thread b = start(() -> take(q));
                  q.with(d -> d.add(1));
                  a.join();
                  b.join();
                });
    assertThat(report.executions()).isGreaterThan(100);
  }
}
