package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.runtime.Strategy;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The seed alone decides how an execution goes: not how many were before it, and not whether it is
 * the first in this JVM that comes by a place of the JDK.
 */
class AnyOrderTest {
  private static final int STEPS = 100;

  /** With spurious wake-ups, with fair turns and with main behind the others among them. */
  private static final long SEEDS = 530;

  private final Laboratory laboratory = Laboratory.open();

  @ParameterizedTest
  @BodiesOf({
    conformance.ForkJoins.class,
    conformance.Futures.class,
    conformance.HappensBeforeQueues.class,
    conformance.Monitors.class,
    conformance.Pools.class,
    conformance.RacesOfFields.class,
    conformance.Schedules.class,
    conformance.Statics.class,
    conformance.Virtual.class
  })
  void anExecutionDoesNotDependOnThoseBefore(Body body) {
    Subject subject = laboratory.subject(body);
    Subject.Trail unused = subject.warmUpAndWalk();
    Stream.<Supplier<Strategy>>of(RandomWalk::new, () -> new Pct(STEPS), Pos::new)
        .forEach(strategy -> isTheSame(subject, strategy));
  }

  private static void isTheSame(Subject subject, Supplier<Strategy> strategy) {
    Strategy experienced = strategy.get();
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(subject.walk(experienced, seed))
          .as("%s, seed %d", experienced.getClass().getSimpleName(), seed)
          .isEqualTo(subject.walk(strategy.get(), seed));
    }
  }
}
