package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.explain.Explanation;
import dev.signalbox.check.engine.explain.Trace;
import dev.signalbox.check.engine.target.Program;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes bodies of package {@code conformance} under control, as the checker does with a program:
 * loaded by the program's loader, instrumented, output kept. One a JVM.
 */
final class Laboratory {
  static final List<String> STRATEGIES = List.of("random", "pct", "pos");
  private static final long MAX_STEPS = 50_000;
  private static final Duration TIME = Duration.ofSeconds(30);

  private static @Nullable Laboratory opened;

  private final Program program;
  private final ProgramTransformer transformer;
  private final ProgramOutput output = new ProgramOutput();

  private Laboratory() {
    assertThat(Agent.failure()).isEmpty();
    Determinism.prepare();
    program = Program.load(request());
    transformer = Agent.instrument(loader -> loader == program.loader());
  }

  static synchronized Laboratory open() {
    Laboratory l = opened;
    if (l == null) {
      l = new Laboratory();
      opened = l;
    }
    return l;
  }

  private static CheckRequest request() {
    String classes =
        Laboratory.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new CheckRequest(
        "conformance.Entry",
        "conformance.Entry",
        "",
        List.of(),
        List.of(classes),
        Map.of(),
        List.of(),
        TIME,
        0,
        "mixed",
        0,
        MAX_STEPS,
        "",
        "",
        false,
        false,
        false,
        false,
        80,
        "");
  }

  Target target(Body body) {
    return body.in(program.loader());
  }

  /** Classes that could not be instrumented. */
  List<String> failures() {
    return transformer.failures();
  }

  Explorer explorer(Target target, String strategy) {
    return new Explorer(target, program.loader(), strategy, 1, MAX_STEPS, output);
  }

  Explorer.Outcome explore(Target target, String strategy, long executions) {
    return captured(() -> explorer(target, strategy).explore(TIME, executions, (n, s) -> {}));
  }

  /** A schedule with at least one choice, if the target has any, as a random walk takes it. */
  Schedule someSchedule(Target target) {
    Run run = new Run(target, program.loader(), MAX_STEPS, output);
    return captured(
        () -> {
          Schedule schedule = Schedule.DEFAULT;
          for (long seed = 1; schedule.size() == 0 && seed < 50; seed++) {
            schedule = Schedule.of(run.execute(new RandomWalk(), seed, null).schedule());
          }
          return schedule;
        });
  }

  /** What the program did: all that a replay must show again. */
  record Trail(
      Execution.End end, String error, String output, List<Schedule.Choice> taken, long points) {}

  Trail follow(Target target, Schedule schedule) {
    return captured(() -> trail(explorer(target, "random").trace(schedule, null)));
  }

  /** The trail of a traced execution, and each of its steps. */
  record Steps(Trail trail, List<String> steps) {}

  Steps trace(Target target, Schedule schedule) {
    return captured(
        () -> {
          Trace trace = new Trace(program.loader());
          Execution e = explorer(target, "random").trace(schedule, trace);
          return new Steps(trail(e), Explanation.steps(trace));
        });
  }

  Verdict verdict(Target target, Schedule schedule) {
    Explorer explorer = explorer(target, "random");
    return captured(() -> explorer.verdict(explorer.trace(schedule, null)));
  }

  /** For people: how an execution ended, and where its threads are. */
  String describe(Target target, Schedule schedule) {
    return captured(
        () -> {
          Execution e = explorer(target, "random").trace(schedule, null);
          StringWriter text = new StringWriter();
          PrintWriter out = new PrintWriter(text);
          out.println(target.name() + ": " + e.end() + " " + e.reason());
          out.println(schedule);
          Throwable error = e.error();
          if (error != null) {
            error.printStackTrace(out);
          }
          for (Task t : Verdict.unfinished(e)) {
            out.println(t.thread.getName() + " " + t.thread.getState() + " on " + t.on());
            for (StackTraceElement f : t.getStackTrace()) {
              out.println("    at " + f);
            }
          }
          out.println(output.text());
          return text.toString();
        });
  }

  private Trail trail(Execution e) {
    return new Trail(
        e.end(),
        String.valueOf(e.error()),
        output.text(),
        Schedule.of(e.schedule()).choices(),
        e.steps());
  }

  /** With the program's output out of the way of the test's. */
  private <T> T captured(Supplier<T> action) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    output.install();
    try {
      return action.get();
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
    }
  }
}
