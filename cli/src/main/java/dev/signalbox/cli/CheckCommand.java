package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.ReplayFile;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** {@code signalbox check}: compiles the program, if need be, and has the checker run it. */
final class CheckCommand {
  private static final Duration USUAL_TIME = Duration.ofSeconds(10);
  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private static final long USUAL_MAX_STEPS = 2_000_000;

  private final Terminal terminal;
  private final HeadStart headStart;
  private final PrintStream out;

  CheckCommand(Terminal terminal, HeadStart headStart, PrintStream out) {
    this.terminal = terminal;
    this.headStart = headStart;
    this.out = out;
  }

  /**
   * Returns the exit status.
   *
   * @throws CannotCheckException if the check cannot run or ends without a result
   * @throws CompilationFailed if the program has errors
   */
  int run(CheckOptions options) throws InterruptedException {
    JavaOptions javaOptions = JavaOptions.of(options.javaOptions(), options.osThreads());
    if (options.target() == null && options.replay() == null) {
      throw new CannotCheckException(
          "TARGET is missing: name a .java file, a class or CLASS#METHOD;"
              + " see signalbox check --help");
    }
    refuseContradictions(options);
    Replay known = Replay.of(options.replay());
    TargetName target = known.target(options.target());
    ClassPath path =
        ClassPath.of(options.classPath(), known.classPath(), System.getenv("CLASSPATH"));
    ReportFolder folder = ReportFolder.of(options.report());
    Checker checker = headStart.checker(javaOptions);
    Program program =
        target.isSource()
            ? Program.ofSource(target, path, javaOptions.forJavac())
            : Program.ofClass(target.name(), path);
    CheckRequest request =
        request(options, known, target, path, program, folder, checker.command());
    return checker.check(request, out);
  }

  /** An exhaustive search leaves nothing to choose, and nothing to chance. */
  private static void refuseContradictions(CheckOptions options) {
    if (options.exhaustive()) {
      options
          .given("--strategy", "--schedules", "--seed", "--replay")
          .ifPresent(
              other -> {
                throw new CannotCheckException(
                    "--exhaustive and %s exclude each other: an exhaustive search ends when all"
                            .formatted(other)
                        + " interleavings have been tried, or with --time");
              });
      if (options.jobs() > 1) {
        throw new CannotCheckException(
            "--exhaustive and --jobs exclude each other: an exhaustive search decides from each"
                + " interleaving which one is next, in one JVM");
      }
    } else if (options.preemptions() != null) {
      throw new CannotCheckException("--preemptions bounds an exhaustive search: add --exhaustive");
    }
  }

  private CheckRequest request(
      CheckOptions options,
      Replay known,
      TargetName target,
      ClassPath path,
      Program program,
      ReportFolder folder,
      List<String> jvm) {
    Duration usualTime = options.schedules() == null ? USUAL_TIME : NO_LIMIT;
    long anySeed =
        options.exhaustive() ? 0 : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    return new CheckRequest(
        target.written(),
        program.className(),
        target.method(),
        known.arguments(options.arguments()),
        path.entries(),
        program.classes(),
        program.sourcePath(),
        Objects.requireNonNullElse(options.time(), usualTime),
        Objects.requireNonNullElse(options.schedules(), 0L),
        options.exhaustive()
            ? CheckRequest.EXHAUSTIVE
            : known.strategy(options.strategy(), Strategy.USUAL),
        Objects.requireNonNullElse(options.preemptions(), -1),
        known.number(ReplayFile.SEED, options.seed(), anySeed),
        known.number(ReplayFile.MAX_STEPS, options.maxSteps(), USUAL_MAX_STEPS),
        options.races(),
        IgnoredRaces.read(options.ignoredRaces()),
        known.name(),
        folder.folder(),
        folder.full(),
        options.json(),
        terminal.color(),
        terminal.progress() && !options.json(),
        terminal.width(),
        terminal.command() + " check --replay " + CheckRequest.FILE,
        options.jobs(),
        jvm);
  }
}
