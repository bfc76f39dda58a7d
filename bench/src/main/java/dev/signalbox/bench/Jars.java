package dev.signalbox.bench;

import dev.signalbox.bench.jar.LibraryBug;
import dev.signalbox.bench.jar.LibraryBug.Releases;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the published bugs of old library releases each side finds within 20 seconds, the start
 * of the JVM included. Signalbox is run as its user types it. A find counts only if the reported
 * cause is the published one; with the mended release there is to be none of that cause.
 */
final class Jars {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MENDED = 5;
  private static final Duration GRACE = Duration.ofSeconds(90);

  private final int rounds;
  private final Jvms jvms;
  private final PrintStream err = System.err;

  Jars(int rounds, Jvms jvms) {
    this.rounds = rounds;
    this.jvms = jvms;
  }

  void table(Bench bench) throws IOException, InterruptedException {
    bench.heading(
        "Published bugs of libraries: seconds to the bug",
        "bug",
        "library",
        "kind",
        "Signalbox",
        "executions",
        "switches, shrunk",
        "Lincheck",
        "executions",
        "mended: interleavings in " + MENDED + " s");
    int ours = 0;
    int theirs = 0;
    for (LibraryBug bug : LibraryBug.values()) {
      Tally mine = new Tally(rounds);
      Tally other = new Tally(rounds);
      for (int round = 1; round <= rounds; round++) {
        err.printf("jars, round %d of %d: %s%n", round, rounds, bug.title());
        signalbox(bug, round, mine);
        lincheck(bug, other);
      }
      ours += mine.found() ? 1 : 0;
      theirs += other.found() ? 1 : 0;
      bench.row(
          bug.title(),
          releases(bug, false),
          bug.seeded().kind(),
          mine.time(),
          mine.executions(),
          mine.switches(),
          other.time(),
          other.executions(),
          releases(bug, true) + ": " + mended(bug));
    }
    bench.row("**found**", "", "", "**" + ours + "**", "", "", "**" + theirs + "**", "", "");
  }

  private static String releases(LibraryBug bug, boolean mended) {
    return bug.libraries().stream()
        .map(r -> r.library() + " " + release(r, mended))
        .collect(Collectors.joining(", "));
  }

  private static String release(Releases r, boolean mended) {
    return mended ? r.mended() : r.broken();
  }

  private List<Path> libraries(LibraryBug bug, boolean mended) {
    return bug.libraries().stream()
        .map(r -> r.library() + "-" + release(r, mended) + ".jar")
        .map(jar -> jvms.root().resolve("bench/target/jars").resolve(jar))
        .toList();
  }

  /** A bug that is a data race is looked for among all; for any other, no data races are. */
  private List<String> check(LibraryBug bug, boolean mended, long seconds, int seed) {
    List<String> options = new ArrayList<>(List.of("--json", "--time", seconds + "s"));
    options.addAll(List.of("--seed", Integer.toString(seed)));
    if (!bug.seeded().kind().equals("race")) {
      options.add("--no-races");
    }
    return jvms.check(bug.program(), libraries(bug, mended), options);
  }

  private void signalbox(LibraryBug bug, int seed, Tally tally)
      throws IOException, InterruptedException {
    Jvms.Ended ended = jvms.run(check(bug, false, LIMIT.toSeconds(), seed), LIMIT);
    if (ended == null) {
      return;
    }
    Report report = Report.parse(ended.output());
    Optional<Report.Finding> seeded = seeded(bug, report);
    if (seeded.isPresent()) {
      Report.Finding f = seeded.get();
      tally.add(ended.time(), f.number("execution"), f.number("switches"));
    } else if (report.findings().isEmpty()) {
      tally.none(report.executions());
    } else {
      tally.another(report.findings().getFirst().headline());
    }
  }

  private static Optional<Report.Finding> seeded(LibraryBug bug, Report report) {
    return report.findings().stream().filter(f -> f.shows(bug.seeded())).findFirst();
  }

  private void lincheck(LibraryBug bug, Tally tally) throws IOException, InterruptedException {
    Jvms.Ended ended =
        jvms.run(jvms.lincheck(List.of("library", bug.name()), libraries(bug, false)), LIMIT);
    if (ended == null) {
      return;
    }
    Result r = Result.parse(ended.output());
    String said = r.text(Result.FAILURE);
    if (!r.isFailure()) {
      tally.none(r.number(Result.EXECUTIONS));
    } else if (isSeeded(bug.seeded(), said)) {
      tally.add(ended.time(), r.number(Result.EXECUTIONS), Double.NaN);
    } else {
      tally.another(said);
    }
  }

  /** Lincheck knows no data races, and "has hung" may also be a loop that it takes for endless. */
  private static boolean isSeeded(LibraryBug.Seeded bug, String said) {
    boolean kind =
        switch (bug.kind()) {
          case "deadlock" -> said.contains("are in deadlock");
          case "assertion" -> said.contains(bug.cause());
          default -> false;
        };
    return kind
        && bug.methods().stream()
            .map(m -> m.substring(m.lastIndexOf('.') + 1))
            .allMatch(said::contains);
  }

  private String mended(LibraryBug bug) throws IOException, InterruptedException {
    Jvms.Ended ended = jvms.run(check(bug, true, MENDED, 1), GRACE);
    if (ended == null) {
      return "**no result after " + GRACE.toSeconds() + " s**";
    }
    Report report = Report.parse(ended.output());
    if (seeded(bug, report).isPresent()) {
      return "**not mended**";
    }
    if (!report.problem().isEmpty()) {
      return "**" + report.problem() + "**";
    }
    String others =
        report.findings().stream()
            .map(f -> "; another: " + f.headline())
            .collect(Collectors.joining());
    return Spread.number(report.executions(), 0) + others;
  }
}
