package dev.signalbox.bench;

import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Explores a program that has a bug, and goes on where {@link Explorer} stops: after a finding. By
 * random walk; every execution is judged, none is shrunk.
 */
final class PastFindings {
  private final Target target;
  private final ClassLoader loader;
  private final Explorer judge;
  private final long maxSteps;
  private final Strategy strategy = new RandomWalk();
  private long seed;

  PastFindings(Target target, ClassLoader loader, Explorer judge, long seed, long maxSteps) {
    this.target = target;
    this.loader = loader;
    this.judge = judge;
    this.seed = seed;
    this.maxSteps = maxSteps;
  }

  Exploration explore(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    long executions = 0;
    long found = 0;
    int threads = 0;
    long steps = 0;
    while ((executions & 63) != 0 || System.nanoTime() < deadline) {
      Execution execution = execute();
      threads = Math.max(threads, execution.taskCount());
      steps = Math.max(steps, execution.steps());
      if (judge.verdict(execution).kind() != null) {
        found++;
      }
      executions++;
    }
    return new Exploration(executions, found, threads, steps);
  }

  private Execution execute() {
    Determinism.reset(seed);
    strategy.begin(seed++);
    Execution execution = new Execution(strategy, null, maxSteps, null, null);
    Execution.End unused = execution.run(this::main, loader);
    return execution;
  }

  private void main() {
    try {
      target.run();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any thread that can go on, each with the same chance. */
  private static final class RandomWalk extends Strategy {
    @Override
    public Task next(Execution e, @Nullable Task current, boolean yields) {
      return e.runnable(random(e.runnableCount()));
    }
  }
}
