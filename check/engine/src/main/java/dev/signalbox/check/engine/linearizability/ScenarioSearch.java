package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.Session;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.explore.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a scenario that goes wrong in some interleaving, small ones first, and leaves out of it
 * what is not needed for that.
 */
final class ScenarioSearch {
  /** Executions of each scenario if nothing is said. */
  private static final long USUAL_SCHEDULES = 1_000;

  /** Executions in which a scenario must show the bug again when an operation is left out. */
  private static final long FEWEST_SCHEDULES = 2_000;

  /** After a data race was found: time to look for what it leads to. */
  private static final Duration AFTER_RACE = Duration.ofSeconds(1);

  private static final String MIXED = "mixed";

  private final Session session;
  private final Plan plan;
  private final CheckRequest request;
  private long deadline;

  // How far it came.
  private int scenarios;
  private long executions;
  private int threads;
  private long steps;
  private boolean all;

  /** How many operations the scenario had in which a bug was found. */
  private int size;

  ScenarioSearch(Session session, Plan plan, CheckRequest request) {
    this.session = session;
    this.plan = plan;
    this.request = request;
    this.all = request.exhaustive();
  }

  int scenarios() {
    return scenarios;
  }

  long executions() {
    return executions;
  }

  int threads() {
    return threads;
  }

  long steps() {
    return steps;
  }

  /** Whether all interleavings of all scenarios were tried. */
  boolean all() {
    return all;
  }

  /** How many executions show a bug again, if it is there. */
  long schedules() {
    return Math.max(FEWEST_SCHEDULES, request.schedules());
  }

  int sizeAtFirst() {
    return size;
  }

  /** The simplest scenario that was found, or null. */
  @Nullable ScenarioRun run() {
    deadline = System.nanoTime() + request.time().toNanos();
    ScenarioRun raced = null;
    Verdict race = null;
    for (Scenario s : new ScenarioGenerator(plan, request.seed()).draw(plan.scenarios())) {
      if (scenarios > 0 && System.nanoTime() - deadline > 0) {
        all = false;
        break;
      }
      Optional<ScenarioRun> run = prepare(s).or(() -> prepare(s.threadsOnly()));
      if (run.isEmpty()) {
        continue;
      }
      Explorer.Outcome o = explore(run.get());
      if (o.bug() != null) {
        size = s.size();
        return simplest(run.get(), o.bug().verdict());
      }
      if (raced == null && !o.races().isEmpty()) {
        size = s.size();
        raced = run.get();
        race = o.races().getFirst().verdict();
        deadline = Math.min(deadline, System.nanoTime() + AFTER_RACE.toNanos());
      }
    }
    return raced == null || race == null ? null : simplest(raced, race);
  }

  private Explorer.Outcome explore(ScenarioRun run) {
    BiConsumer<Long, String> interrupts =
        (n, strategy) -> {
          if (Thread.interrupted()) {
            throw new CannotCheckException("interrupted in scenario " + scenarios);
          }
        };
    scenarios++;
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    Explorer e = explorer(run, request.strategy(), filter(request.races()));
    Explorer.Outcome o =
        request.exhaustive()
            ? e.exploreAll(left, request.preemptions(), interrupts)
            : e.explore(
                left, request.schedules() > 0 ? request.schedules() : USUAL_SCHEDULES, interrupts);
    if (o.problem() != null) {
      throw new CannotCheckException(o.problem());
    }
    executions += o.executions();
    threads = Math.max(threads, o.threads());
    steps = Math.max(steps, o.steps());
    all &= o.coverage() != null && o.coverage().isComplete();
    return o;
  }

  private RaceFilter filter(boolean races) {
    return new RaceFilter(races, request.ignoredRaces());
  }

  private Explorer explorer(ScenarioRun run, String strategy, RaceFilter races) {
    return session.explorer(run, strategy, request.seed(), request.maxSteps(), races);
  }

  /** Empty if {@code main} could wait for ever before it starts threads, or after they ended. */
  private Optional<ScenarioRun> prepare(Scenario s) {
    ScenarioRun run = run(session, plan, request, s);
    return run.initial().mayWait(0) ? Optional.empty() : Optional.of(run);
  }

  static ScenarioRun run(Session session, Plan plan, CheckRequest request, Scenario s) {
    SerialState initial = new SerialRuns(session, plan, request, s).initial();
    return new ScenarioRun(request.target(), plan.object(), s, initial);
  }

  /** Leaves out operations, or does them alone, as long as the same bug shows. */
  private ScenarioRun simplest(ScenarioRun found, Verdict wanted) {
    RaceFilter races = filter(wanted.race() != null);
    String strategy = request.exhaustive() ? MIXED : request.strategy();
    for (Scenario s : found.scenario().simpler()) {
      Optional<ScenarioRun> run = prepare(s);
      if (run.isPresent() && explorer(run.get(), strategy, races).shows(wanted, schedules())) {
        return simplest(run.get(), wanted);
      }
    }
    return found;
  }
}
