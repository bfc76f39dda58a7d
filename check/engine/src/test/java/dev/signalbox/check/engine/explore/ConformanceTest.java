package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.Clean;
import conformance.Planted;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Correct programs are clean and programs with a bug are caught, whichever part of
 * java.util.concurrent and of {@code Thread} they use, with each strategy; and all of them run the
 * same way again when they are replayed.
 */
class ConformanceTest {
  private static final List<String> STRATEGIES = List.of("random", "pct", "pos");
  private static final int REPLAYS = 200;

  /** Of a run without end, which is a thousand times as long as others. */
  private static final int LONG_REPLAYS = 20;

  private static final int LONG = 5_000;

  private final Laboratory laboratory = Laboratory.open();

  @ParameterizedTest
  @BodiesOf(conformance.Atomics.class)
  void atomics(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Callbacks.class)
  void callbacks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Chance.class)
  void chance(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Clocks.class)
  void clocks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Conditions.class)
  void conditions(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Deadlocks.class)
  void deadlocks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Failures.class)
  void failures(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Flows.class)
  void flows(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.ForkJoins.class)
  void forkJoins(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Futures.class)
  void futures(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Hangs.class)
  void hangs(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Interrupts.class)
  void interrupts(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Leftovers.class)
  void leftovers(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Livelocks.class)
  void livelocks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Locals.class)
  void locals(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Locks.class)
  void locks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Maps.class)
  void maps(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Memory.class)
  void memory(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Monitors.class)
  void monitors(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Parks.class)
  void parks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Pipes.class)
  void pipes(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Pools.class)
  void pools(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Queues.class)
  void queues(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.References.class)
  void references(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Schedules.class)
  void schedules(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.StampedLocks.class)
  void stampedLocks(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Starvations.class)
  void starvations(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Statics.class)
  void statics(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Streams.class)
  void streams(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.SynchronizedCollections.class)
  void synchronizedCollections(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Synchronizers.class)
  void synchronizers(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.ThreadsApi.class)
  void threadsApi(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.VarHandles.class)
  void varHandles(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.Virtual.class)
  void virtual(Body body) {
    check(body);
  }

  @ParameterizedTest
  @BodiesOf(conformance.WakeUps.class)
  void wakeUps(Body body) {
    check(body);
  }

  private void check(Body body) {
    Subject subject = laboratory.subject(body);
    Clean clean = body.clean();
    Planted planted = body.planted();
    Subject.Trail fresh = subject.warmUpAndWalk();
    Schedule schedule;
    if (clean != null) {
      isClean(subject, clean);
      schedule = subject.someSchedule();
    } else if (planted != null) {
      schedule = isFound(subject, planted);
    } else {
      throw new AssertionError(body);
    }
    assertThat(laboratory.failures()).isEmpty();
    assertThat(subject.walk()).as("in a warm JVM").isEqualTo(fresh);
    isDeterministic(subject, schedule);
  }

  private static void isClean(Subject subject, Clean expected) {
    for (String strategy : STRATEGIES) {
      Explorer.Outcome o = subject.explore(strategy, expected.executions());
      Explorer.Bug bug = o.bug();
      assertThat(bug)
          .as(() -> strategy + ": " + (bug == null ? "" : subject.describe(bug.schedule())))
          .isNull();
      assertThat(o.problem()).as(strategy).isNull();
      assertThat(o.leaked()).as(strategy).isEmpty();
      if (expected.alone()) {
        assertThat(o.threads()).as(strategy).isEqualTo(1);
      } else {
        assertThat(o.threads()).as(strategy).isGreaterThan(1);
        assertThat(o.executions()).as(strategy).isEqualTo(expected.executions());
      }
    }
  }

  private static Schedule isFound(Subject subject, Planted expected) {
    Schedule shortest = Schedule.DEFAULT;
    for (String strategy : STRATEGIES) {
      Explorer.Outcome o = subject.explore(strategy, expected.within());
      Explorer.Bug bug = o.bug();
      if (bug == null) {
        throw new AssertionError(
            "%s finds nothing in %d executions: %s"
                .formatted(strategy, o.executions(), o.problem()));
      }
      Schedule schedule = bug.schedule();
      Verdict verdict = bug.verdict();
      String description = strategy + ": " + subject.describe(schedule);
      isAsExpected(verdict, expected, description);
      assertThat(o.problem()).as(description).isNull();
      isAsExpected(subject.verdict(schedule), expected, description);
      shortest = schedule;
    }
    return shortest;
  }

  private static void isAsExpected(Verdict verdict, Planted expected, String description) {
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

  private static void isDeterministic(Subject subject, Schedule schedule) {
    Subject.Steps first = subject.trace(schedule);
    assertThat(subject.follow(schedule)).as("not traced").isEqualTo(first.trail());
    int replays = first.steps().size() < LONG ? REPLAYS : LONG_REPLAYS;
    for (int i = 1; i < replays; i++) {
      Subject.Steps again = subject.trace(schedule);
      assertThat(again.steps()).as("replay %d", i).isEqualTo(first.steps());
      assertThat(again.trail()).as("replay %d", i).isEqualTo(first.trail());
    }
  }
}
