package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of an execution that is long: it turns to the fair schedule; in the second half of
 * the steps that it has it is recorded, and those who sleep wake up although others could go on; at
 * last it is ended.
 */
final class LongRun {
  /** In the second half, so many steps after it could have ended at last, a sleep ends. */
  private static final int SLEEPERS_WAIT = 1024;

  private final Execution execution;
  private final long maxSteps;
  private long fairFrom = -1;
  private @Nullable History history;

  LongRun(Execution execution, long maxSteps) {
    this.execution = execution;
    this.maxSteps = maxSteps;
  }

  /** The step after which an execution looks at itself for the first time. */
  static long firstCheckpoint(long maxSteps, long seed) {
    return Math.min(maxSteps / 2, FairTurns.start(seed));
  }

  /**
   * @return the step after which it looks again
   */
  long lookAround(long steps) {
    if (steps > maxSteps) {
      execution.finish(Execution.End.STEP_LIMIT, execution.running);
      return steps;
    }
    if (execution.fair == null) {
      execution.fair = new FairTurns(execution.strategy.seed());
      fairFrom = steps;
    }
    if (steps <= maxSteps / 2) {
      return maxSteps / 2;
    }
    if (history == null) {
      history = new History(execution.tracer, execution.loader, steps);
      execution.tracer = history;
    } else {
      execution.clock.wakeSleeper();
    }
    return Math.min(maxSteps, steps + SLEEPERS_WAIT);
  }

  long fairFrom() {
    return fairFrom;
  }

  @Nullable History history() {
    if (history != null) {
      history.settle();
    }
    return history;
  }
}
