package dev.signalbox.check.engine;

import dev.signalbox.check.engine.explain.Explanation;
import dev.signalbox.check.engine.explain.Trace;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.explore.Schedule;
import dev.signalbox.check.engine.explore.Verdict;
import dev.signalbox.check.engine.jobs.Workers;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Endless;
import dev.signalbox.check.engine.report.Finding;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.engine.report.Progress;
import dev.signalbox.check.engine.report.SourceLines;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Checks targets one after the other, or replays a finding. */
final class Check {
  private final CheckRequest request;
  private final CheckedCode code;
  private final ProgramOutput output;
  private final @Nullable Progress progress;
  private final SourceLines sources;
  private final Workers workers;

  Check(CheckRequest request, CheckedCode code, ProgramOutput output, @Nullable Progress progress) {
    this.request = request;
    this.code = code;
    this.output = output;
    this.progress = progress;
    this.sources = new SourceLines(request.sourcePath().stream().map(Path::of).toList());
    this.workers = new Workers(request);
  }

  /**
   * @throws CannotCheckException if nothing could be checked, or the calling thread was interrupted
   */
  List<CheckResult> run(List<Target> targets) {
    if (!request.replay().isEmpty()) {
      return List.of(replay(targets.getFirst(), ReplayFile.read(Path.of(request.replay()))));
    }
    Duration share = request.time().dividedBy(targets.size());
    List<CheckResult> results = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (Target t : targets) {
      CheckResult result = check(t, share);
      Optional<String> why = t.skipped();
      if (result.finding() == null && why.isPresent()) {
        skipped.add("skipped: " + t.name() + " (" + why.get() + ")");
        reasons.add(why.get());
      } else {
        results.add(result);
      }
    }
    if (results.isEmpty()) {
      throw new NothingTestedException(String.join(", ", skipped), String.join(", ", reasons));
    }
    skipped.forEach(note -> results.set(0, results.getFirst().withNote(note)));
    return results;
  }

  private Explorer explorer(Target target, String strategy, long maxSteps, boolean races) {
    RaceFilter filter = new RaceFilter(races, request.ignoredRaces());
    return new Explorer(target, code.loader(), strategy, request.seed(), maxSteps, filter, output);
  }

  private CheckResult check(Target target, Duration time) {
    Explorer explorer = explorer(target, request.strategy(), request.maxSteps(), request.races());
    long start = System.nanoTime();
    Repetition repetition = code.keepsState() ? new Repetition(explorer) : null;
    if (progress != null) {
      progress.start(time, request.schedules());
    }
    Explorer.Outcome o;
    try {
      BiConsumer<Long, String> shown =
          (n, strategy) -> {
            if (Thread.interrupted()) {
              throw new CannotCheckException("interrupted after " + n + " executions");
            }
            if (progress != null) {
              progress.update(n, strategy);
            }
          };
      o =
          request.exhaustive()
              ? explorer.exploreAll(time, request.preemptions(), shown)
              : explorer.explore(time, request.schedules(), shown, workers.on(target));
    } finally {
      if (progress != null) {
        progress.done();
      }
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    String unequal = repetition == null ? null : repetition.difference().orElse(null);
    List<Finding> findings = unequal == null ? findings(target, explorer, o) : List.of();
    Finding first = findings.isEmpty() ? null : findings.getFirst();
    return new CheckResult(
        target.name(),
        first,
        o.executions(),
        elapsed,
        o.threads(),
        o.steps(),
        explorer.strategyNames(),
        request.seed(),
        false,
        notes(o),
        unequal != null ? unequal : first == null ? problem(o) : null,
        findings.stream().skip(1).toList(),
        o.coverage());
  }

  /** What ended the exploration, and one data race of each variable. */
  private List<Finding> findings(Target target, Explorer explorer, Explorer.Outcome o) {
    List<Finding> findings = new ArrayList<>();
    Explorer.Bug bug = o.bug();
    if (bug != null) {
      findings.add(explain(target, explorer, bug, List.of(), ""));
    }
    Map<String, List<Explorer.Bug>> byVariable = new LinkedHashMap<>();
    for (Explorer.Bug race : o.races()) {
      String variable = race.verdict().type().split(": ", 2)[0];
      byVariable.computeIfAbsent(variable, _ -> new ArrayList<>()).add(race);
    }
    for (List<Explorer.Bug> races : byVariable.values()) {
      List<String> others =
          races.stream()
              .skip(1)
              .map(r -> "nothing orders " + places(r.verdict()) + " either")
              .toList();
      String suffix = findings.isEmpty() ? "" : "." + (findings.size() + 1);
      findings.add(explain(target, explorer, races.getFirst(), others, suffix));
    }
    return findings;
  }

  private static String places(Verdict race) {
    return race.type().split(": ", 2)[1].replace(", ", " and ");
  }

  private List<String> notes(Explorer.Outcome o) {
    List<String> notes = new ArrayList<>(code.notes());
    notes.addAll(workers.notes());
    if (o.threads() == 1 && o.bug() == null) {
      notes.add("only one thread: there is nothing to interleave");
    }
    if (!o.leaked().isEmpty()) {
      notes.add(Explanation.leaked(o.leaked()));
    }
    if (!Determinism.controlsIdentityHashes()) {
      notes.add("identity hash codes are not controlled in this JVM: a replay may differ");
    }
    return notes;
  }

  /** Why no verdict can be given although no bug was found, or null. */
  private @Nullable String problem(Explorer.Outcome o) {
    if (o.problem() != null) {
      return o.problem();
    }
    Set<String> failures = new TreeSet<>(code.failures().get());
    failures.addAll(workers.failures());
    return failures.isEmpty()
        ? null
        : "not everything could be instrumented, so bugs may have gone unseen: "
            + String.join(", ", failures);
  }

  private Finding explain(
      Target target, Explorer explorer, Explorer.Bug bug, List<String> notes, String suffix) {
    String race = bug.verdict().race();
    Schedule schedule = bug.schedule();
    explorer.trace(schedule, new Trace(code.loader()), race); // links what tracing needs
    Trace trace = new Trace(code.loader());
    Execution e = explorer.trace(schedule, trace, race);
    Path file = replayFile(target, suffix);
    Finding finding =
        finding(
            explorer.verdict(e),
            e,
            trace,
            notes,
            bug.found(),
            bug.strategy(),
            request.seed(),
            file.toString());
    write(target, file, finding, schedule, trace, bug);
    return finding;
  }

  private Finding finding(
      Verdict verdict,
      Execution e,
      Trace trace,
      List<String> furtherNotes,
      long found,
      String strategy,
      long seed,
      String file) {
    Explanation explanation = new Explanation(e, trace, sources);
    Kind kind = verdict.kind();
    if (kind == null) {
      throw new CannotCheckException("the interleaving in " + file + " no longer shows a bug");
    }
    List<Integer> cycle = kind == Kind.DEADLOCK ? explanation.cycle() : List.of();
    List<Task> stuck = verdict.stuck();
    List<String> notes = new ArrayList<>(explanation.notes(verdict.leaked()));
    notes.addAll(furtherNotes);
    Endless endless = explanation.endless(kind, Verdict.busy(e));
    return new Finding(
        kind,
        explanation.cause(kind, stuck, cycle, endless),
        explanation.threads(),
        explanation.events(),
        cycle,
        endless,
        explanation.failure(),
        notes,
        output.text(),
        e.switches(),
        found,
        strategy,
        seed,
        file,
        request.command().replace(CheckRequest.FILE, file),
        explanation.conflict());
  }

  // ---- replay files

  private Path replayFile(Target target, String suffix) {
    String name = target.name();
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    String base = name.substring(slash + 1).replaceAll("\\.java$", "").replaceAll("[^\\w#.-]", "_");
    return Path.of(request.reportDirectory()).resolve(base.replace('#', '.') + suffix + ".replay");
  }

  private void write(
      Target target, Path file, Finding finding, Schedule schedule, Trace trace, Explorer.Bug bug) {
    String name = target.name();
    int hash = name.indexOf('#');
    ReplayFile r =
        new ReplayFile()
            .add(ReplayFile.TARGET, request.target())
            .add(ReplayFile.CLASS, request.className())
            .add(ReplayFile.METHOD, hash < 0 ? "" : name.substring(hash + 1))
            .add(ReplayFile.JAVA, Runtime.version().toString())
            .add(ReplayFile.PROGRAM, code.digest().get())
            .add(ReplayFile.KIND, finding.kind().word())
            .add(ReplayFile.CAUSE, finding.cause())
            .add(ReplayFile.SEED, Long.toString(schedule.seed()))
            .add(ReplayFile.STRATEGY, bug.strategy())
            .add(ReplayFile.MAX_STEPS, Long.toString(request.maxSteps()))
            .add(ReplayFile.RACES, Boolean.toString(request.races()));
    String race = bug.verdict().race();
    if (race != null) {
      r.add(ReplayFile.RACE, race);
    }
    request.arguments().forEach(a -> r.add(ReplayFile.ARGUMENT, a));
    request.classPath().forEach(c -> r.add(ReplayFile.CLASS_PATH, c));
    schedule.choices().forEach(c -> r.add(ReplayFile.DECISION, c.toString()));
    Explanation.steps(trace).forEach(s -> r.add(ReplayFile.STEP, s));
    try {
      r.write(file);
    } catch (IOException e) {
      throw new CannotCheckException("the replay file " + file + " cannot be written: " + e);
    }
  }

  private CheckResult replay(Target target, ReplayFile file) {
    if (!file.get(ReplayFile.PROGRAM).equals(code.digest().get())) {
      throw new CannotCheckException(
          request.replay()
              + " was made from another version of "
              + target.name()
              + "; check the program again to get a new one");
    }
    long maxSteps = Long.parseLong(file.get(ReplayFile.MAX_STEPS));
    boolean races = Boolean.parseBoolean(file.get(ReplayFile.RACES));
    String key = file.get(ReplayFile.RACE);
    String race = key.isEmpty() ? null : key;
    Explorer explorer = explorer(target, "random", maxSteps, races);
    Schedule schedule =
        new Schedule(
            Long.parseLong(file.get(ReplayFile.SEED)),
            file.all(ReplayFile.DECISION).stream().map(Schedule.Choice::parse).toList());
    long start = System.nanoTime();
    explorer.warmUp();
    explorer.trace(schedule, new Trace(code.loader()), race); // links what tracing needs
    Trace trace = new Trace(code.loader());
    Execution e = explorer.trace(schedule, trace, race);
    compare(file.all(ReplayFile.STEP), Explanation.steps(trace));
    Finding finding =
        finding(
            explorer.verdict(e),
            e,
            trace,
            List.of(),
            1,
            file.get(ReplayFile.STRATEGY),
            Long.parseLong(file.get(ReplayFile.SEED)),
            request.replay());
    if (!finding.kind().word().equals(file.get(ReplayFile.KIND))) {
      throw new CannotCheckException(
          "the replay shows " + finding.kind().word() + " instead of " + file.get(ReplayFile.KIND));
    }
    return new CheckResult(
        target.name(),
        finding,
        1,
        Duration.ofNanos(System.nanoTime() - start),
        e.taskCount(),
        e.steps(),
        List.of(),
        finding.seed(),
        true,
        List.of(),
        null);
  }

  private void compare(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String want = i < expected.size() ? expected.get(i) : "the end";
      String got = i < actual.size() ? actual.get(i) : "the end";
      if (!want.equals(got)) {
        throw new CannotCheckException(
            "the replay diverges at step "
                + (i + 1)
                + ": the file has "
                + readable(want)
                + ", but now it is "
                + readable(got)
                + "; the program depends on something that is not controlled (files, network, time"
                + " outside of Java, state outside of the program)");
      }
    }
  }

  private static String readable(String step) {
    String[] p = step.split(" ", 3);
    return p.length < 3 ? step : "thread " + p[0] + " at " + p[2];
  }
}
