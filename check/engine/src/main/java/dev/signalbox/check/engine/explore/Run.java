package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Races;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Tracer;
import org.jspecify.annotations.Nullable;

/** Executes the target, once a call, each time from the same state of the JVM. */
final class Run {
  private final Target target;
  private final ClassLoader loader;
  private final long maxSteps;
  private final ProgramOutput output;

  /** Data races that are known already; null if they are not looked for. */
  private Races.@Nullable Log known;

  Run(Target target, ClassLoader loader, long maxSteps, boolean races, ProgramOutput output) {
    this.target = target;
    this.loader = loader;
    this.maxSteps = maxSteps;
    this.known = races ? new Races.Log() : null;
    this.output = output;
  }

  /** From now on, data races are told again. */
  void forgetRaces() {
    if (known != null) {
      known = new Races.Log();
    }
  }

  /** Tells data races that no call before has told. */
  Execution execute(Strategy strategy, long seed) {
    return execute(strategy, seed, null, known, null);
  }

  /** Ends at the data race of that key, if one is given. */
  Execution execute(Strategy strategy, long seed, @Nullable Tracer tracer, @Nullable String race) {
    return execute(strategy, seed, tracer, known == null ? null : new Races.Log(), race);
  }

  private Execution execute(
      Strategy strategy,
      long seed,
      @Nullable Tracer tracer,
      Races.@Nullable Log log,
      @Nullable String race) {
    Determinism.reset(seed);
    output.clear();
    strategy.begin(seed);
    Execution e = new Execution(strategy, tracer, maxSteps, log, race);
    Execution.End unused = e.run(this::main, loader);
    return e;
  }

  Execution follow(Schedule schedule, @Nullable Tracer tracer, @Nullable String race) {
    return execute(new Scripted(schedule, false), schedule.seed(), tracer, race);
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
