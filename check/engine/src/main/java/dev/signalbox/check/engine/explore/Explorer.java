package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a target in one interleaving after the other until one shows a bug or the time is up. */
public final class Explorer {
  private static final Map<String, Supplier<Strategy>> STRATEGIES = strategies();

  /** After this many executions without a second thread, there will be none. */
  private static final int SEQUENTIAL_EXECUTIONS = 3;

  private final Run run;
  private final List<String> names;
  private final List<Strategy> strategies;
  private final long seed;

  /**
   * What exploring showed.
   *
   * @param schedule of the bug, shrunk; null if none was found
   * @param found the number of the execution that found it, from 1
   * @param problem why the exploration had to end without a verdict, or null
   */
  public record Outcome(
      @Nullable Schedule schedule,
      @Nullable Verdict verdict,
      long executions,
      long found,
      String strategy,
      int threads,
      long steps,
      List<Task> leaked,
      @Nullable String problem) {}

  public Explorer(
      Target target,
      ClassLoader loader,
      String strategy,
      long seed,
      long maxSteps,
      ProgramOutput output) {
    this.run = new Run(target, loader, maxSteps, output);
    this.seed = seed;
    this.names = strategy.equals("mixed") ? List.copyOf(STRATEGIES.keySet()) : List.of(strategy);
    this.strategies = new ArrayList<>();
    for (String n : names) {
      Supplier<Strategy> s = STRATEGIES.get(n);
      if (s == null) {
        throw new IllegalArgumentException("no strategy " + n);
      }
      strategies.add(s.get());
    }
  }

  private static Map<String, Supplier<Strategy>> strategies() {
    Map<String, Supplier<Strategy>> m = new LinkedHashMap<>();
    m.put("random", RandomWalk::new);
    m.put("pct", Pct::new);
    m.put("pos", Pos::new);
    return m;
  }

  public List<String> strategyNames() {
    return names;
  }

  /**
   * @param schedules how many executions at most; 0 for no limit
   * @param progress is told the number of executions and the strategy, now and then
   */
  public Outcome explore(Duration time, long schedules, BiConsumer<Long, String> progress) {
    long deadline = System.nanoTime() + time.toNanos();
    Execution first = warmUp();
    String problem = problem(first);
    int threads = 0;
    long steps = 0;
    Verdict last = Verdict.of(first, run.maxSteps());
    long n = 0;
    while (problem == null && (schedules == 0 || n < schedules)) {
      int turn = (int) (n % strategies.size());
      Execution e = run.execute(strategies.get(turn), seed + n, null);
      n++;
      threads = Math.max(threads, e.taskCount());
      steps = Math.max(steps, e.steps());
      problem = problem(e);
      last = Verdict.of(e, run.maxSteps());
      if (last.isBug()) {
        return shrink(
            e, Schedule.of(seed + n - 1, e.schedule()), last, n, names.get(turn), threads, steps);
      }
      if (n >= SEQUENTIAL_EXECUTIONS && threads == 1) {
        break;
      }
      progress.accept(n, names.get(turn));
      if (System.nanoTime() - deadline > 0) {
        break;
      }
    }
    return new Outcome(null, null, n, 0, "", threads, steps, last.leaked(), problem);
  }

  /**
   * An execution that does not count: it loads and initializes classes and fills the JDK's caches,
   * which later executions find full.
   */
  public Execution warmUp() {
    return run.follow(Schedule.DEFAULT, null);
  }

  private static @Nullable String problem(Execution e) {
    return e.end() == Execution.End.UNCONTROLLED ? e.reason() : null;
  }

  private Outcome shrink(
      Execution e,
      Schedule found,
      Verdict verdict,
      long n,
      String strategy,
      int threads,
      long steps) {
    boolean again = Verdict.of(run.follow(found, null), run.maxSteps()).same(verdict);
    return again
        ? new Outcome(
            new Shrinker(run, verdict).shrink(found),
            verdict,
            n,
            n,
            strategy,
            threads,
            steps,
            List.of(),
            null)
        : new Outcome(
            null, null, n, 0, strategy, threads, steps, List.of(), notReproducible(e, verdict));
  }

  private static String notReproducible(Execution e, Verdict verdict) {
    Throwable error = e.error();
    return "a bug was seen ("
        + (error != null ? error : verdict.kind())
        + "), but the same interleaving does not show it again: the program depends on something"
        + " that is not controlled, such as files, the network, or state that it leaves in the JDK";
  }

  /** Runs the target once more, as the schedule says, and tells the tracer, if any, everything. */
  public Execution trace(Schedule schedule, @Nullable Tracer tracer) {
    return run.follow(schedule, tracer);
  }

  public Verdict verdict(Execution e) {
    return Verdict.of(e, run.maxSteps());
  }
}
