package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.Deadlocks;
import conformance.Failures;
import conformance.RacesOfFields;
import conformance.RacesOfTasks;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;

/** Two explorers that share the executions find what one finds that does all of them. */
class SharedExplorationTest {
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final long EXECUTIONS = 300;

  private final Laboratory laboratory = Laboratory.open();

  /** All that a report says of an outcome, but for what is shrunk within a time. */
  private record Told(
      @Nullable List<Object> bug,
      List<List<Object>> races,
      long executions,
      int threads,
      long steps,
      int leaked,
      @Nullable String problem) {
    static Told of(Explorer.Outcome o) {
      Explorer.Bug bug = o.bug();
      return new Told(
          bug == null ? null : of(bug),
          o.races().stream().map(Told::of).toList(),
          o.executions(),
          o.threads(),
          o.steps(),
          o.leaked().size(),
          o.problem());
    }

    private static List<Object> of(Explorer.Bug b) {
      return List.of(
          String.valueOf(b.verdict().kind()), b.verdict().type(), b.found(), b.strategy());
    }
  }

  @ParameterizedTest
  @BodiesOf({RacesOfFields.class, RacesOfTasks.class, Deadlocks.class, Failures.class})
  void theOutcomeIsTheSame(Body body) {
    Subject subject = laboratory.subject(body);
    Told alone = Told.of(subject.explore("mixed", EXECUTIONS));
    for (int seed = 1; seed <= 2; seed++) {
      assertThat(shared(subject, new Random(seed))).isEqualTo(alone);
    }
  }

  private Told shared(Subject subject, Random random) {
    return laboratory.captured(
        () -> {
          Explorer one = subject.explorer("mixed");
          List<Explorer> both = List.of(one, subject.explorer("mixed"));
          both.forEach(Explorer::prepare);
          Agenda agenda = new Agenda(TIME, EXECUTIONS);
          for (Chunk c = take(agenda); c != null; c = take(agenda)) {
            if (random.nextInt(8) == 0) {
              agenda.lost(c);
            } else {
              long last = random.nextBoolean() ? c.last() : c.first() + random.nextLong(c.size());
              Chunk part = new Chunk(c.first(), last);
              agenda.done(c, both.get(random.nextInt(2)).explore(part));
            }
          }
          return Told.of(one.outcome(agenda));
        });
  }

  private static @Nullable Chunk take(Agenda agenda) {
    try {
      return agenda.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
