package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.Clean;
import conformance.Planted;
import dev.signalbox.check.runtime.Backend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * An interleaving is the same on continuations and on threads of the operating system: what is
 * found on one backend, the other replays, step by step. And on threads, too, correct programs are
 * clean and programs with a bug are caught.
 */
class BackendsTest {
  private static final boolean CONTINUATIONS = false;
  private static final boolean OS_THREADS = true;

  /** Of correct programs: threads cost a hundred times as much. */
  private static final int EXECUTIONS = 20;

  private final Laboratory laboratory = Laboratory.open();

  @AfterEach
  void continuations() {
    Backend.use(CONTINUATIONS);
  }

  @ParameterizedTest(name = "{0}")
  @BodiesOf({
    conformance.Atomics.class,
    conformance.Callbacks.class,
    conformance.Chance.class,
    conformance.Clocks.class,
    conformance.Conditions.class,
    conformance.Deadlocks.class,
    conformance.Failures.class,
    conformance.Flows.class,
    conformance.ForkJoins.class,
    conformance.Futures.class,
    conformance.Hangs.class,
    conformance.Interrupts.class,
    conformance.Leftovers.class,
    conformance.Livelocks.class,
    conformance.Locals.class,
    conformance.Locks.class,
    conformance.Maps.class,
    conformance.Memory.class,
    conformance.Monitors.class,
    conformance.Parks.class,
    conformance.Pipes.class,
    conformance.Pools.class,
    conformance.Queues.class,
    conformance.References.class,
    conformance.Schedules.class,
    conformance.StampedLocks.class,
    conformance.Starvations.class,
    conformance.Statics.class,
    conformance.Streams.class,
    conformance.SynchronizedCollections.class,
    conformance.Synchronizers.class,
    conformance.ThreadsApi.class,
    conformance.VarHandles.class,
    conformance.Virtual.class,
    conformance.WakeUps.class
  })
  void showTheSame(Body body) {
    Subject subject = laboratory.subject(body);
    Subject.Trail fresh = subject.warmUpAndWalk();
    isReplayed(subject, interleaving(subject, body), OS_THREADS);
    assertThat(subject.walk()).as("a walk").isEqualTo(fresh);
    isReplayed(subject, interleaving(subject, body), CONTINUATIONS);
  }

  /** One that shows the body's bug, or of a correct body just any; found on the backend in use. */
  private static Schedule interleaving(Subject subject, Body body) {
    Clean clean = body.clean();
    Planted planted = body.planted();
    if (clean != null) {
      Explorer.Outcome o = subject.explore("mixed", Math.min(clean.executions(), EXECUTIONS));
      Explorer.Bug bug = o.bug();
      assertThat(bug).as(() -> bug == null ? "" : subject.describe(bug.schedule())).isNull();
      assertThat(o.problem()).isNull();
      assertThat(o.leaked()).isEmpty();
      return subject.someSchedule();
    }
    if (planted == null) {
      throw new AssertionError(body);
    }
    Explorer.Outcome o = subject.explore("mixed", 3L * planted.within());
    Explorer.Bug bug = o.bug();
    if (bug == null) {
      throw new AssertionError(
          "nothing in %d executions: %s".formatted(o.executions(), o.problem()));
    }
    assertThat(bug.verdict().kind()).isEqualTo(planted.value());
    return bug.schedule();
  }

  private static void isReplayed(Subject subject, Schedule schedule, boolean on) {
    Subject.Steps found = subject.trace(schedule);
    Verdict verdict = subject.verdict(schedule);
    Backend.use(on);
    Subject.Steps replayed = subject.trace(schedule);
    assertThat(replayed.steps()).isEqualTo(found.steps());
    assertThat(replayed.trail()).isEqualTo(found.trail());
    Verdict again = subject.verdict(schedule);
    assertThat(again.kind()).isEqualTo(verdict.kind());
    assertThat(again.type()).isEqualTo(verdict.type());
    assertThat(again.stuck()).hasSameSizeAs(verdict.stuck());
  }
}
