package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.report.Coverage;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Race;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs a target in one interleaving after the other until one shows a bug or the time is up. */
public final class Explorer {
  private static final List<String> STRATEGIES = List.of("random", "pct", "pos");

  private static final String NOT_THE_SAME =
      "the same interleaving does not go the same way again: the program depends on something that"
          + " is not controlled, such as files, the network, or state that it leaves in the JDK";

  /** Who is not done within this time gets help. */
  private static final long ALONE_NANOS = 100_000_000;

  /** After this time, what is done of a chunk is brought back. */
  private static final long CHUNK_NANOS = 50_000_000;

  private final Run run;
  private final List<String> names;
  private final long seed;
  private final RaceFilter filter;
  private final Map<String, Bug> races = new LinkedHashMap<>();
  private List<Strategy> strategies = List.of();

  /** The largest number that was executed. */
  private long furthest;

  private @Nullable Execution latest;
  private volatile long number;

  /**
   * Something that is wrong with the program.
   *
   * @param schedule that shows it
   * @param found the number of the execution that found it, from 1
   */
  public record Bug(Schedule schedule, Verdict verdict, long found, String strategy) {}

  /**
   * What exploring showed.
   *
   * @param bug that ended the exploration, shrunk; or null
   * @param races shrunk, by {@link Race#key()} in the order in which they were found
   * @param problem why the exploration had to end without a verdict, or null
   * @param coverage of an exhaustive search that no bug ended, or null
   */
  public record Outcome(
      @Nullable Bug bug,
      List<Bug> races,
      long executions,
      int threads,
      long steps,
      List<Task> leaked,
      @Nullable String problem,
      @Nullable Coverage coverage) {}

  public Explorer(
      Target target,
      ClassLoader loader,
      String strategy,
      long seed,
      long maxSteps,
      RaceFilter races,
      ProgramOutput output) {
    this.run = new Run(target, loader, maxSteps, races.looks(), output);
    this.filter = races;
    boolean exhaustive = strategy.equals(Exhaustive.NAME);
    this.seed = exhaustive ? Strategy.unfairSeed(seed) : seed;
    this.names = strategy.equals("mixed") ? STRATEGIES : List.of(strategy);
    if (!exhaustive && !STRATEGIES.containsAll(names)) {
      throw new IllegalArgumentException("no strategy " + strategy);
    }
  }

  /**
   * @param steps that a thread passed while another one was alive, in the warm-up
   */
  private static Strategy strategy(String name, int steps) {
    return switch (name) {
      case "random" -> new RandomWalk();
      case "pct" -> new Pct(steps);
      case "pos" -> new Pos();
      default -> throw new IllegalArgumentException("no strategy " + name);
    };
  }

  public List<String> strategyNames() {
    return names;
  }

  /**
   * @param schedules how many executions at most; 0 for no limit
   * @param progress is told the number of executions and the strategy, now and then
   */
  public Outcome explore(Duration time, long schedules, BiConsumer<Long, String> progress) {
    return explore(time, schedules, progress, Helpers.NONE);
  }

  /**
   * The same with others that take part. For a given number of schedules the outcome does not
   * depend on how many these are, nor on how fast.
   *
   * @param helpers are asked if it takes a while
   * @throws CannotCheckException if one of them cannot go on for a reason that this one would have
   *     as well
   */
  public Outcome explore(
      Duration time, long schedules, BiConsumer<Long, String> progress, Helpers helpers) {
    long start = System.nanoTime();
    Execution first = prepare();
    String problem = problem(first);
    if (problem != null) {
      return new Outcome(null, List.of(), 0, 0, 0, leaked(first), problem, null);
    }
    Agenda agenda = new Agenda(time, schedules);
    boolean alone = true;
    for (Chunk c = take(agenda); c != null; c = take(agenda)) {
      agenda.done(c, explore(c, agenda.deadline()));
      progress.accept(agenda.executions(), name(c.last()));
      if (alone && System.nanoTime() - start > ALONE_NANOS) {
        alone = false;
        helpers.join(agenda);
      }
    }
    return outcome(agenda);
  }

  /** Before the first chunk: an execution that does not count. */
  public Execution prepare() {
    Scripted script = new Scripted(Schedule.DEFAULT, false);
    Execution first = warmUp(script);
    furthest = 0;
    strategies = names.stream().map(s -> strategy(s, script.contested())).toList();
    return first;
  }

  private static @Nullable Chunk take(Agenda agenda) {
    try {
      return agenda.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Executes a chunk: up to an execution that ends the exploration, or as far as it comes. */
  public Explored explore(Chunk c) {
    return explore(c, System.nanoTime() + CHUNK_NANOS);
  }

  private Explored explore(Chunk c, long deadline) {
    long until = System.nanoTime() + CHUNK_NANOS;
    if (until - deadline > 0) {
      until = deadline;
    }
    if (c.first() <= furthest) {
      run.forgetRaces(); // they were told with a larger number
    }
    int threads = 0;
    long steps = 0;
    List<Long> raced = new ArrayList<>();
    for (long n = c.first(); ; n++) {
      number = n;
      Execution e = run.execute(strategy(n), seed + n - 1);
      latest = e;
      if (noteRaces(e, seed + n - 1, n, name(n))) {
        raced.add(n);
      }
      threads = Math.max(threads, e.taskCount());
      steps = Math.max(steps, e.steps());
      Explored.End end = end(e);
      if (end != null || n == c.last() || System.nanoTime() - until >= 0) {
        furthest = Math.max(furthest, n);
        return new Explored(new Chunk(c.first(), n), threads, steps, raced, end);
      }
    }
  }

  private Explored.@Nullable End end(Execution e) {
    String problem = problem(e);
    if (problem != null) {
      return new Explored.End(Explored.Why.PROBLEM, problem);
    }
    Verdict v = verdict(e);
    return v.isBug() ? new Explored.End(Explored.Why.BUG, seen(e, v)) : null;
  }

  /** The number of the execution that runs, or ran last. Called on any thread. */
  public long number() {
    return number;
  }

  private Strategy strategy(long n) {
    return strategies.get((int) ((n - 1) % strategies.size()));
  }

  private String name(long n) {
    return names.get((int) ((n - 1) % names.size()));
  }

  /** What all found together, as if it had been found here: it is run again, if it was not. */
  Outcome outcome(Agenda agenda) {
    Explored all = agenda.result();
    long n = all.chunk().last();
    Explored.End end = all.end();
    if (end != null && end.why() == Explored.Why.STALL) {
      throw new CannotCheckException(end.text());
    }
    for (long raced : all.races()) {
      if (races.values().stream().noneMatch(r -> r.found == raced)) {
        boolean unused = noteRaces(again(raced), seed + raced - 1, raced, name(raced));
      }
    }
    Execution last = latest;
    if (number != n || last == null) {
      last = again(n);
    }
    Bug bug = null;
    String problem = null;
    if (end != null && end.why() == Explored.Why.PROBLEM) {
      problem = end.text();
    } else if (end != null) {
      Verdict v = verdict(last);
      if (v.isBug()) {
        bug = shrink(new Bug(Schedule.of(seed + n - 1, last.schedule()), v, n, name(n)));
      }
      problem = bug == null ? notReproducible(end.text()) : null;
    }
    races.values().removeIf(r -> r.found > n);
    List<Task> leaked = end == null ? leaked(last) : List.of();
    return withRaces(
        new Outcome(
            bug,
            List.of(),
            agenda.executions(),
            all.threads(),
            all.steps(),
            leaked,
            problem,
            null));
  }

  private Execution again(long n) {
    number = n;
    Execution e = run.execute(strategy(n), seed + n - 1, null, null);
    latest = e;
    return e;
  }

  private List<Task> leaked(Execution e) {
    return verdict(e).leaked();
  }

  /** Whether one of so many executions shows the same bug; it is not shrunk. */
  public boolean shows(Verdict wanted, long executions) {
    Execution unused = prepare();
    for (long n = 1; n <= executions; n++) {
      Execution e = run.execute(strategy(n), seed + n - 1);
      if (wanted.race() == null
          ? verdict(e).same(wanted)
          : e.races().stream().anyMatch(r -> r.key().equals(wanted.race()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a new one, or an earlier execution with a known one. */
  private boolean noteRaces(Execution e, long seed, long n, String strategy) {
    boolean found = false;
    for (Race race : e.races()) {
      if (filter.tells(race)) {
        Bug bug = new Bug(Schedule.of(seed, e.schedule()), Verdict.race(race), n, strategy);
        Bug known = races.get(race.key());
        if (known == null || known.found > n) {
          races.remove(race.key());
          races.put(race.key(), bug);
          found = true;
        }
      }
    }
    return found;
  }

  /** The same with the data races that were found on the way, shrunk. */
  private Outcome withRaces(Outcome o) {
    List<Bug> shown =
        races.values().stream()
            .sorted(Comparator.comparingLong(Bug::found))
            .map(this::shrink)
            .filter(Objects::nonNull)
            .toList();
    String problem =
        o.problem == null && shown.size() < races.size()
            ? notReproducible("a data race")
            : o.problem;
    return new Outcome(
        o.bug, shown, o.executions, o.threads, o.steps, o.leaked, problem, o.coverage);
  }

  /**
   * Runs all interleavings: all that differ in the order of steps that depend on each other, or all
   * with at most so many preemptions.
   *
   * @param preemptions the bound, which is reached from 0 upwards; below 0 for none
   */
  public Outcome exploreAll(Duration time, int preemptions, BiConsumer<Long, String> progress) {
    long deadline = System.nanoTime() + time.toNanos();
    String problem = problem(warmUp());
    if (problem != null) {
      return new Outcome(null, List.of(), 0, 0, 0, List.of(), problem, null);
    }
    Outcome before = null;
    for (int bound = Math.min(preemptions, 0); bound <= preemptions; bound++) {
      Outcome o = exploreAll(bound, deadline, progress);
      Coverage c = o.coverage();
      boolean finished = c != null && c.finished();
      if (before != null && c != null && !finished) {
        return withRaces(before); // what was finished says more than what was not
      }
      before = o;
      if (!finished) {
        break;
      }
    }
    if (before == null) {
      throw new IllegalStateException();
    }
    return withRaces(before);
  }

  private Outcome exploreAll(int bound, long deadline, BiConsumer<Long, String> progress) {
    Exhaustive search = new Exhaustive(bound);
    int threads = 0;
    long steps = 0;
    long n = 0;
    long redundant = 0;
    boolean more = true;
    Verdict last = Verdict.NOTHING;
    while (more && (n + redundant == 0 || System.nanoTime() - deadline < 0)) {
      Execution e = run.execute(search, seed);
      if (search.hasDiverged()) {
        return new Outcome(null, List.of(), n, threads, steps, List.of(), NOT_THE_SAME, null);
      }
      boolean unused = noteRaces(e, seed, n + 1, Exhaustive.NAME);
      if (e.end() == Execution.End.CUT) {
        redundant++;
      } else {
        n++;
        threads = Math.max(threads, e.taskCount());
        steps = Math.max(steps, e.steps());
        last = Verdict.of(e, run.maxSteps());
        String problem = problem(e);
        if (problem != null) {
          return new Outcome(null, List.of(), n, threads, steps, List.of(), problem, null);
        }
        if (last.isBug()) {
          Bug shrunk = shrink(new Bug(Schedule.of(seed, e.schedule()), last, n, Exhaustive.NAME));
          String failed = shrunk == null ? notReproducible(seen(e, last)) : null;
          return new Outcome(shrunk, List.of(), n, threads, steps, List.of(), failed, null);
        }
      }
      search.learn(e);
      more = search.advance();
      progress.accept(n, Exhaustive.NAME);
    }
    Coverage coverage = search.coverage(!more, bound, redundant);
    return new Outcome(null, List.of(), n, threads, steps, last.leaked(), null, coverage);
  }

  /**
   * An execution that does not count: it loads and initializes classes and fills the JDK's caches,
   * which later executions find full.
   */
  public Execution warmUp() {
    return warmUp(new Scripted(Schedule.DEFAULT, false));
  }

  private Execution warmUp(Scripted script) {
    return run.execute(script, Schedule.DEFAULT.seed(), null, null);
  }

  private static @Nullable String problem(Execution e) {
    return e.end() == Execution.End.UNCONTROLLED ? e.reason() : null;
  }

  /** Null if it cannot be shown again. */
  private @Nullable Bug shrink(Bug bug) {
    Verdict v = bug.verdict;
    boolean again = Verdict.of(run.follow(bug.schedule, null, v.race()), run.maxSteps()).same(v);
    return again
        ? new Bug(new Shrinker(run, v).shrink(bug.schedule), v, bug.found, bug.strategy)
        : null;
  }

  private static String seen(Execution e, Verdict verdict) {
    Throwable error = e.error();
    return error != null ? error.toString() : String.valueOf(verdict.kind());
  }

  private static String notReproducible(String what) {
    return "a bug was seen ("
        + what
        + "), but the same interleaving does not show it again: the program depends on something"
        + " that is not controlled, such as files, the network, or state that it leaves in the JDK";
  }

  /**
   * Runs the target once more, as the schedule says, and tells the tracer, if any, everything.
   *
   * @param race the {@link Race#key()} of the data race at which it ends, or null
   */
  public Execution trace(Schedule schedule, @Nullable Tracer tracer, @Nullable String race) {
    return run.follow(schedule, tracer, race);
  }

  public Verdict verdict(Execution e) {
    return Verdict.of(e, run.maxSteps());
  }
}
