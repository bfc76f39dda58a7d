package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.Clean;
import conformance.Planted;
import dev.signalbox.check.engine.target.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Correct programs are clean and programs with a bug are caught, whichever part of
 * java.util.concurrent and of {@code Thread} they use, with each strategy; and all of them run the
 * same way again when they are replayed.
 */
class ConformanceTest {
  private static final int REPLAYS = 200;

  private final Laboratory laboratory = Laboratory.open();

  @ParameterizedTest
  @BodiesOf(conformance.Deadlocks.class)
  void deadlocks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Hangs.class)
  void hangs(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Monitors.class)
  void monitors(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.WakeUps.class)
  void wakeUps(Body body) {
    check(body);
  }

  private void check(Body body) {
    Target target = laboratory.target(body);
    Clean clean = body.clean();
    Planted planted = body.planted();
    Schedule schedule =
        clean != null ? isClean(target, clean) : planted != null ? isFound(target, planted) : null;
    if (schedule == null) {
      throw new AssertionError(body);
    }
    assertThat(laboratory.failures()).isEmpty();
    isDeterministic(target, schedule);
  }

  private Schedule isClean(Target target, Clean expected) {
    for (String strategy : Laboratory.STRATEGIES) {
      Explorer.Outcome o = laboratory.explore(target, strategy, expected.executions());
      assertThat(o.verdict())
          .as(() -> strategy + " of " + describe(target, o.schedule()))
          .isNull();
      assertThat(o.problem()).isNull();
      assertThat(o.leaked()).isEmpty();
      if (expected.alone()) {
        assertThat(o.threads()).isEqualTo(1);
      } else {
        assertThat(o.threads()).isGreaterThan(1);
        assertThat(o.executions()).isEqualTo(expected.executions());
      }
    }
    return laboratory.someSchedule(target);
  }

  private Schedule isFound(Target target, Planted expected) {
    Schedule schedule = null;
    for (String strategy : Laboratory.STRATEGIES) {
      Explorer.Outcome o = laboratory.explore(target, strategy, expected.within());
      schedule = o.schedule();
      Verdict verdict = o.verdict();
      if (schedule == null || verdict == null) {
        throw new AssertionError(strategy + " finds nothing in " + o.executions());
      }
      check(verdict, expected, strategy + " of " + describe(target, schedule));
      assertThat(o.reproducible()).as(strategy).isTrue();
      check(laboratory.verdict(target, schedule), expected, strategy + ", shrunk");
    }
    if (schedule == null) {
      throw new AssertionError();
    }
    return schedule;
  }

  private static void check(Verdict verdict, Planted expected, String description) {
    assertThat(verdict.kind()).as(description).isEqualTo(expected.value());
    if (!expected.type().isEmpty()) {
      assertThat(verdict.type()).as(description).isEqualTo(expected.type());
    }
    if (expected.stuck().length > 0) {
      assertThat(verdict.stuck())
          .as(description)
          .extracting(t -> t.thread.getName())
          .containsExactlyInAnyOrder(expected.stuck());
    }
  }

  private void isDeterministic(Target target, Schedule schedule) {
    Laboratory.Steps first = laboratory.trace(target, schedule);
    assertThat(laboratory.follow(target, schedule)).as("not traced").isEqualTo(first.trail());
    for (int i = 1; i < REPLAYS; i++) {
      Laboratory.Steps again = laboratory.trace(target, schedule);
      assertThat(again.steps()).as("replay %d", i).isEqualTo(first.steps());
      assertThat(again.trail()).as("replay %d", i).isEqualTo(first.trail());
    }
  }

  private String describe(Target target, @Nullable Schedule schedule) {
    return schedule == null ? List.of().toString() : laboratory.describe(target, schedule);
  }
}
