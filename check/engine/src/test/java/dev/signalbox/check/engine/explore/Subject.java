package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.explain.Explanation;
import dev.signalbox.check.engine.explain.Trace;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body in the laboratory: can be explored, followed along a schedule, and traced. */
final class Subject {
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final long SEED = 1;
  private static final int FRAMES = 12;

  private final Laboratory laboratory;
  private final Target target;
  private final long maxSteps;
  private final Run run;

  Subject(Laboratory laboratory, Target target, long maxSteps) {
    this.laboratory = laboratory;
    this.target = target;
    this.maxSteps = maxSteps;
    this.run = new Run(target, laboratory.loader(), maxSteps, true, laboratory.output());
  }

  /** What a program did: all that a replay must show again. */
  record Trail(
      Execution.End end, String error, String output, List<Schedule.Choice> taken, long points) {}

  /** The trail of a traced execution, and each of its steps. */
  record Steps(Trail trail, List<String> steps) {}

  Explorer.Outcome explore(String strategy, long executions) {
    return laboratory.captured(() -> explorer(strategy).explore(TIME, executions, (n, _) -> {}));
  }

  /** As the checker starts: an execution that does not count, and then a random walk. */
  Trail warmUpAndWalk() {
    return laboratory.captured(
        () -> {
          Execution _ = explorer("random").warmUp();
          return trail(run.execute(new RandomWalk(), SEED, null, null));
        });
  }

  /** The same walk, in a JVM that has seen it before. */
  Trail walk() {
    return laboratory.captured(() -> trail(run.execute(new RandomWalk(), SEED, null, null)));
  }

  /** As exploring does it: data races that were told before are not told again. */
  Trail walk(Strategy strategy, long seed) {
    return laboratory.captured(() -> trail(run.execute(strategy, seed)));
  }

  Execution walk(long seed) {
    return laboratory.captured(() -> run.execute(new RandomWalk(), seed, null, null));
  }

  /** As a random walk takes it; with at least one choice, if there are any. */
  Schedule someSchedule() {
    return laboratory.captured(
        () -> {
          Schedule schedule = Schedule.DEFAULT;
          for (long seed = 1; schedule.size() == 0 && seed < 50; seed++) {
            schedule =
                Schedule.of(seed, run.execute(new RandomWalk(), seed, null, null).schedule());
          }
          return schedule;
        });
  }

  Trail follow(Schedule schedule) {
    return laboratory.captured(() -> trail(execute(schedule, null)));
  }

  Steps trace(Schedule schedule) {
    return laboratory.captured(
        () -> {
          Trace trace = new Trace(laboratory.loader());
          Execution e = execute(schedule, trace);
          return new Steps(trail(e), Explanation.steps(trace));
        });
  }

  Verdict verdict(Schedule schedule) {
    return laboratory.captured(() -> Verdict.of(execute(schedule, null), maxSteps));
  }

  /** For people: how an execution ends, and where its threads are then. */
  String describe(Schedule schedule) {
    return laboratory.captured(
        () -> {
          StringWriter text = new StringWriter();
          describe(execute(schedule, null), new PrintWriter(text));
          return text + laboratory.output().text();
        });
  }

  private static void describe(Execution e, PrintWriter out) {
    out.println(e.end() + " " + e.reason() + " by " + Schedule.of(0, e.schedule()));
    Throwable error = e.error();
    if (error != null) {
      out.println(error);
      printTop(error.getStackTrace(), out);
    }
    for (Task t : Verdict.unfinished(e)) {
      out.println(t.thread.getName() + " " + t.thread.getState());
      printTop(t.getStackTrace(), out);
    }
    out.flush();
  }

  private static void printTop(StackTraceElement[] frames, PrintWriter out) {
    Arrays.stream(frames).limit(FRAMES).forEach(f -> out.println("    at " + f));
  }

  Explorer explorer(String strategy) {
    return new Explorer(
        target, laboratory.loader(), strategy, SEED, maxSteps, RaceFilter.ALL, laboratory.output());
  }

  private Execution execute(Schedule schedule, @Nullable Trace trace) {
    return explorer("random").trace(schedule, trace, null);
  }

  private Trail trail(Execution e) {
    return new Trail(
        e.end(),
        String.valueOf(e.error()),
        laboratory.output().text(),
        Schedule.of(0, e.schedule()).choices(),
        e.steps());
  }
}
