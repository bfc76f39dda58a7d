package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.HappensBeforeQueues;
import conformance.Monitors;
import conformance.RacesOfFields;
import conformance.Schedules;
import conformance.Statics;
import dev.signalbox.check.runtime.Strategy;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;

/** The seed alone decides how an execution goes, not how many were before it. */
class AnyOrderTest {
  private static final int STEPS = 100;

  /** Of executions with spurious wake-ups, with fair turns, with main behind the others. */
  private static final long[] SEEDS = {501, 502, 503, 504, 505, 527};

  private static final int OTHERS = 500;

  private final Laboratory laboratory = Laboratory.open();

  @ParameterizedTest
  @BodiesOf({
    HappensBeforeQueues.class,
    Monitors.class,
    RacesOfFields.class,
    Schedules.class,
    Statics.class
  })
  void anExecutionDoesNotDependOnThoseBefore(Body body) {
    Subject subject = laboratory.subject(body);
    Stream.<Supplier<Strategy>>of(RandomWalk::new, () -> new Pct(STEPS), Pos::new)
        .forEach(strategy -> isTheSame(subject, strategy));
  }

  private static void isTheSame(Subject subject, Supplier<Strategy> strategy) {
    Strategy experienced = strategy.get();
    for (long seed = 1; seed <= OTHERS; seed++) {
      Subject.Trail unused = subject.walk(experienced, seed);
    }
    for (long seed : SEEDS) {
      assertThat(subject.walk(experienced, seed))
          .as("%s, seed %d", experienced.getClass().getSimpleName(), seed)
          .isEqualTo(subject.walk(strategy.get(), seed));
    }
  }
}
