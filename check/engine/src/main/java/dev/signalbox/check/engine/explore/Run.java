package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Tracer;
import org.jspecify.annotations.Nullable;

/** Executes the target, once a call, each time from the same state of the JVM. */
final class Run {
  private final Target target;
  private final ClassLoader loader;
  private final long maxSteps;
  private final ProgramOutput output;

  Run(Target target, ClassLoader loader, long maxSteps, ProgramOutput output) {
    this.target = target;
    this.loader = loader;
    this.maxSteps = maxSteps;
    this.output = output;
  }

  Execution execute(Strategy strategy, long seed, @Nullable Tracer tracer) {
    Determinism.reset(seed);
    output.clear();
    strategy.begin(seed);
    Execution e = new Execution(strategy, tracer, maxSteps);
    Execution.End unused = e.run(this::main, loader);
    return e;
  }

  Execution follow(Schedule schedule, @Nullable Tracer tracer) {
    return execute(new Scripted(schedule, false), schedule.seed(), tracer);
  }

  private void main() {
    try {
      target.run();
    } catch (Throwable e) {
      throw sneak(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneak(Throwable e) throws E {
    throw (E) e;
  }

  ProgramOutput output() {
    return output;
  }

  ClassLoader loader() {
    return loader;
  }

  long maxSteps() {
    return maxSteps;
  }
}
