package dev.signalbox.check;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.InThisJvm;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Finding;
import dev.signalbox.check.engine.report.TextReport;
import dev.signalbox.check.engine.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How to check. Starts from {@link Checker#defaults()}; each method returns new settings and leaves
 * these as they are.
 *
 * <pre>{@code
 * Checker.defaults().time(Duration.ofMinutes(1)).check(() -> …);
 * Checker.defaults().exhaustive().check(() -> …);
 * Checker.defaults().replay(Path.of(".signalbox/com.acme.QueueTest.putAndTake.replay")).check(() -> …);
 * }</pre>
 */
public final class CheckSettings {
  static final CheckSettings DEFAULTS = new CheckSettings();

  private static final Duration USUAL_TIME = Duration.ofSeconds(10);
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private @Nullable Duration time;
  private long schedules;
  private @Nullable Strategy strategy;
  private boolean exhaustive;
  private int preemptions = -1;
  private @Nullable Long seed;
  private long maxSteps = 2_000_000;
  private boolean races = true;
  private List<String> ignoredRaces = List.of();
  private @Nullable Path replay;
  private @Nullable Path report;
  private @Nullable String name;

  private CheckSettings() {}

  private CheckSettings(CheckSettings from) {
    time = from.time;
    schedules = from.schedules;
    strategy = from.strategy;
    exhaustive = from.exhaustive;
    preemptions = from.preemptions;
    seed = from.seed;
    maxSteps = from.maxSteps;
    races = from.races;
    ignoredRaces = from.ignoredRaces;
    replay = from.replay;
    report = from.report;
    name = from.name;
  }

  /**
   * How long to explore: 10 seconds if nothing is said, without limit if only {@link #schedules} is
   * given.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CheckSettings time(Duration limit) {
    require(limit.isPositive(), "the time must be positive", limit);
    CheckSettings s = new CheckSettings(this);
    s.time = limit;
    return s;
  }

  /**
   * How many interleavings to try at most.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CheckSettings schedules(long limit) {
    require(limit > 0, "the number of schedules must be positive", limit);
    CheckSettings s = new CheckSettings(this);
    s.schedules = limit;
    return s;
  }

  public CheckSettings strategy(Strategy choice) {
    CheckSettings s = new CheckSettings(this);
    s.strategy = Objects.requireNonNull(choice);
    return s;
  }

  /** The same interleavings again, as the report names the seed. */
  public CheckSettings seed(long value) {
    CheckSettings s = new CheckSettings(this);
    s.seed = value;
    return s;
  }

  /**
   * All interleavings that differ in the order of dependent steps, instead of some by chance. Ends
   * when there is none left, or when the time is up; see {@link CheckReport#complete()}.
   */
  public CheckSettings exhaustive() {
    CheckSettings s = new CheckSettings(this);
    s.exhaustive = true;
    return s;
  }

  /**
   * The same, but only those with at most so many preemptions.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public CheckSettings exhaustive(int preemptionBound) {
    require(preemptionBound >= 0, "the bound must not be negative", preemptionBound);
    CheckSettings s = exhaustive();
    s.preemptions = preemptionBound;
    return s;
  }

  /**
   * Scheduling points after which an execution counts as one without end: 2,000,000 if nothing is
   * said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CheckSettings maxSteps(long limit) {
    require(limit > 0, "the number of steps must be positive", limit);
    CheckSettings s = new CheckSettings(this);
    s.maxSteps = limit;
    return s;
  }

  /** Whether data races are looked for; they are if nothing is said. */
  public CheckSettings races(boolean looked) {
    CheckSettings s = new CheckSettings(this);
    s.races = looked;
    return s;
  }

  /**
   * Fields whose data races are not told.
   *
   * @param fields as {@code com.acme.Cache.hash}; {@code *} stands for any characters
   */
  public CheckSettings ignoreRaces(String... fields) {
    CheckSettings s = new CheckSettings(this);
    s.ignoredRaces = List.of(fields);
    return s;
  }

  /** Shows a finding again instead of looking for one. */
  public CheckSettings replay(Path file) {
    CheckSettings s = new CheckSettings(this);
    s.replay = Objects.requireNonNull(file);
    return s;
  }

  /**
   * Where {@code report.html}, {@code report.txt}, {@code report.json} and the replay files are
   * written. If nothing is said, only replay files are, in {@code .signalbox}.
   */
  public CheckSettings report(Path directory) {
    CheckSettings s = new CheckSettings(this);
    s.report = Objects.requireNonNull(directory);
    return s;
  }

  /** How the report and its files call the check: by the calling method, if nothing is said. */
  public CheckSettings name(String name) {
    CheckSettings s = new CheckSettings(this);
    s.name = Objects.requireNonNull(name);
    return s;
  }

  /**
   * Checks the body, as {@link Checker#check} does.
   *
   * @return what was tried, if nothing was found
   * @throws CheckFailedError if there is a bug
   * @throws InconclusiveCheckException if there is no verdict
   * @throws IllegalStateException if these settings exclude each other
   */
  public CheckReport check(Body body) {
    Objects.requireNonNull(body);
    refuseContradictions();
    Caller caller = Caller.find();
    String called = name(caller);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
    CheckResult result;
    try {
      result = InThisJvm.check(request(caller, called), new BodyTarget(called, body), loader);
    } catch (CannotCheckException e) {
      throw new InconclusiveCheckException(String.valueOf(e.getMessage()));
    }
    return reported(result);
  }

  String name(Caller caller) {
    return name == null ? caller.name() : name;
  }

  static CheckReport reported(CheckResult result) {
    List<Finding> findings = result.findings();
    if (!findings.isEmpty()) {
      throw new CheckFailedError(
          new TextReport(TextReport.DEFAULT_WIDTH, false).render(List.of(result)),
          findings.stream().map(f -> Path.of(f.replayFile())).toList());
    }
    if (result.problem() != null) {
      throw new InconclusiveCheckException(result.problem());
    }
    return new CheckReport(result);
  }

  private record BodyTarget(String name, Body body) implements Target {
    @Override
    public void run() throws Throwable {
      body.run();
    }
  }

  void refuseContradictions() {
    if (exhaustive && (schedules > 0 || strategy != null || seed != null || replay != null)) {
      throw new IllegalStateException(
          "exhaustive() excludes schedules, strategy, seed and replay: such a search ends when all"
              + " interleavings have been tried, or with the time");
    }
  }

  CheckRequest request(Caller caller, String called) {
    long anySeed = exhaustive ? 0 : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    Strategy usual = strategy == null ? Strategy.MIXED : strategy;
    return new CheckRequest(
        called,
        caller.className(),
        "",
        List.of(),
        List.of(),
        Map.of(),
        caller.sourcePath(),
        time != null ? time : schedules > 0 ? NO_LIMIT : USUAL_TIME,
        schedules,
        exhaustive ? CheckRequest.EXHAUSTIVE : usual.name().toLowerCase(Locale.ROOT),
        preemptions,
        seed != null ? seed : anySeed,
        maxSteps,
        races,
        ignoredRaces,
        replay == null ? "" : replay.toString(),
        (report == null ? usualFolder() : report).toString(),
        report != null,
        false,
        false,
        false,
        TextReport.DEFAULT_WIDTH,
        "Checker.defaults().replay(Path.of(\"" + CheckRequest.FILE + "\")).check(…)",
        1,
        List.of());
  }

  private static Path usualFolder() {
    Path usual = Path.of(".signalbox");
    return Files.isWritable(Files.exists(usual) ? usual : Path.of("").toAbsolutePath())
        ? usual
        : Path.of(System.getProperty("java.io.tmpdir"), "signalbox");
  }

  private static void require(boolean holds, String otherwise, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + value);
    }
  }
}
