package dev.signalbox.bench;

import dev.signalbox.bench.sct.Kernel;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which of the bugs of SCTBench each side finds within 20 seconds, the start of the JVM included. A
 * find counts only if the reported cause is the seeded one. The mended twins are to come clean.
 */
final class Bugs {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration MENDED = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(90);

  /** Each side gets this many attempts; Signalbox with another seed each. */
  private final int rounds;

  private final Jvms jvms;
  private final PrintStream err = System.err;

  Bugs(int rounds, Jvms jvms) {
    this.rounds = rounds;
    this.jvms = jvms;
  }

  void table(Bench bench) throws IOException, InterruptedException {
    bench.heading(
        "SCTBench: seconds to the bug",
        "kernel",
        "Signalbox",
        "executions",
        "switches, shrunk",
        "Lincheck",
        "executions",
        "mended: interleavings in 5 s");
    int ours = 0;
    int theirs = 0;
    for (Kernel k : Kernel.values()) {
      Tally mine = new Tally(rounds);
      Tally other = new Tally(rounds);
      for (int round = 1; round <= rounds; round++) {
        err.printf("bugs, round %d of %d: %s%n", round, rounds, k.title());
        List<String> arguments =
            List.of(k.name(), "broken", LIMIT.toString(), Integer.toString(round));
        look(k, jvms.kernel(arguments), mine);
        look(k, jvms.lincheck(List.of("kernel", k.name())), other);
      }
      ours += mine.found() ? 1 : 0;
      theirs += other.found() ? 1 : 0;
      bench.row(
          k.title(),
          mine.time(),
          mine.executions(),
          mine.switches(),
          other.time(),
          other.executions(),
          mended(k));
    }
    bench.row("**found**", "**" + ours + "**", "", "", "**" + theirs + "**", "", "");
  }

  private void look(Kernel k, List<String> command, Tally tally)
      throws IOException, InterruptedException {
    Jvms.Ended ended = jvms.run(command, LIMIT);
    Result r = ended == null ? null : Result.parse(ended.output());
    if (ended == null || r == null) {
      return;
    }
    if (!r.isFailure()) {
      tally.none(r.number(Result.EXECUTIONS));
      return;
    }
    String said = r.text(Result.FAILURE);
    if (isSeeded(k, said)) {
      tally.add(ended.time(), r.number(Result.EXECUTIONS), r.number(Result.SWITCHES));
    } else {
      tally.another(said);
    }
  }

  private static boolean isSeeded(Kernel k, String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return k.message()
        .map(Pattern::asPredicate)
        .map(p -> p.test(said))
        .orElse(lower.contains("deadlock") || lower.contains("has hung"));
  }

  private String mended(Kernel k) throws IOException, InterruptedException {
    Result r =
        jvms.measure(
            jvms.kernel(List.of(k.name(), "mended", MENDED.toString(), "1")), MENDED.plus(GRACE));
    return r.isFailure()
        ? "**false alarm:** " + r.text(Result.FAILURE)
        : Spread.number(r.number(Result.EXECUTIONS), 0);
  }
}
