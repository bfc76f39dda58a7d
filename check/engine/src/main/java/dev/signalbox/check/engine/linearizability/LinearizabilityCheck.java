package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.InThisJvm;
import dev.signalbox.check.engine.ReplayFile;
import dev.signalbox.check.engine.Session;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Coverage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for a scenario that goes wrong, and tells its history and its interleaving. */
public final class LinearizabilityCheck {
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private static final String COMMAND =
      "….check(Checker.defaults().replay(Path.of(\"" + CheckRequest.FILE + "\")))";

  private final Plan plan;
  private final CheckRequest request;

  /**
   * @param request its {@code schedules} are those of each scenario
   */
  public LinearizabilityCheck(Plan plan, CheckRequest request) {
    this.plan = plan;
    this.request = request;
  }

  /**
   * @throws CannotCheckException if there is no verdict
   */
  public CheckResult run(ClassLoader loader) {
    return InThisJvm.run(request, this::run, loader);
  }

  private CheckResult run(Session session) {
    if (!request.replay().isEmpty()) {
      List<String> encoded = ReplayFile.read(Path.of(request.replay())).all(ReplayFile.ARGUMENT);
      Scenario s = Scenario.decode(encoded, plan);
      CheckRequest again = request(encoded, 0, request.replay());
      return report(session, ScenarioSearch.run(session, plan, request, s), again);
    }
    long start = System.nanoTime();
    ScenarioSearch search = new ScenarioSearch(session, plan, request);
    ScenarioRun found = search.run();
    if (found == null) {
      return nothing(session, search, Duration.ofNanos(System.nanoTime() - start));
    }
    CheckRequest again = request(found.scenario().encoded(), 2 * search.schedules(), "");
    CheckResult result = report(session, found, again);
    if (result.finding() == null) {
      throw new CannotCheckException(
          "a bug was seen in a scenario ("
              + found.scenario()
              + "), but it does not show again; the object depends on something that is not"
              + " controlled");
    }
    return result.withNote(
        "found in scenario %d of %d; of its %d operations %d are needed"
            .formatted(
                search.scenarios(),
                plan.scenarios(),
                search.sizeAtFirst(),
                found.scenario().size()));
  }

  private CheckResult nothing(Session session, ScenarioSearch search, Duration elapsed) {
    if (search.scenarios() == 0) {
      throw new CannotCheckException(
          "there is no scenario: all operations are for one thread only, or wait for ever");
    }
    Coverage all = new Coverage(true, request.preemptions(), 0, 1, List.of());
    List<String> failures = session.failures();
    return new CheckResult(
        request.target(),
        null,
        search.executions(),
        elapsed,
        search.threads(),
        search.steps(),
        List.of(request.strategy()),
        request.seed(),
        false,
        List.of(
            "linearizable in %,d of %,d scenarios".formatted(search.scenarios(), plan.scenarios())),
        failures.isEmpty()
            ? null
            : "not everything could be instrumented, so bugs may have gone unseen: "
                + String.join(", ", failures),
        List.of(),
        search.all() ? all : null);
  }

  private CheckResult report(Session session, ScenarioRun run, CheckRequest r) {
    CheckResult result = session.check(r, run);
    return result.withHistory(history(run));
  }

  private List<String> history(ScenarioRun run) {
    @Nullable Linearization failed = run.failed();
    if (failed == null) {
      return run.scenario().lines();
    }
    List<String> lines =
        new ArrayList<>(new HistoryText(failed.history(), request.width()).lines());
    lines.add("");
    lines.addAll(WhyNot.lines(failed));
    return lines;
  }

  /** For one scenario, which stands in the replay file. */
  private CheckRequest request(List<String> scenario, long schedules, String replay) {
    return new CheckRequest(
        request.target(),
        request.className(),
        request.method(),
        scenario,
        request.classPath(),
        request.compiled(),
        request.sourcePath(),
        NO_LIMIT,
        schedules,
        request.strategy(),
        request.preemptions(),
        request.seed(),
        request.maxSteps(),
        request.races(),
        request.ignoredRaces(),
        replay,
        request.reportDirectory(),
        request.fullReport(),
        false,
        false,
        false,
        request.width(),
        COMMAND,
        1,
        List.of());
  }
}
