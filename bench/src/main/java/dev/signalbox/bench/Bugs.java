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
  private static final int SAID = 24;
  private static final Duration GRACE = Duration.ofSeconds(90);

  /** Each side gets this many attempts; Signalbox with another seed each. */
  private final int rounds;

  private final Jvms jvms;
  private final PrintStream err = System.err;

  Bugs(int rounds, Jvms jvms) {
    this.rounds = rounds;
    this.jvms = jvms;
  }

  /** One side, one kernel: how often it was found, and the figures of those. */
  private static final class Tally {
    int found;
    double[] seconds = {};
    double[] executions = {};
    double[] switches = {};
    String wrong = "";

    void add(double second, Result r) {
      found++;
      seconds = append(seconds, second);
      executions = append(executions, r.number(Result.EXECUTIONS));
      switches = append(switches, r.number(Result.SWITCHES));
    }

    private static double[] append(double[] to, double value) {
      double[] longer = java.util.Arrays.copyOf(to, to.length + 1);
      longer[to.length] = value;
      return longer;
    }

    String time(int rounds) {
      return found == 0
          ? "–" + wrong
          : Spread.number(Spread.of(seconds).median(), 1) + of(rounds) + wrong;
    }

    private String of(int rounds) {
      return found == rounds ? "" : " (" + found + " of " + rounds + ")";
    }

    String number(double[] values) {
      return found == 0 ? "–" : Spread.number(Spread.of(values).median(), 0);
    }
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
      Tally mine = new Tally();
      Tally other = new Tally();
      for (int round = 1; round <= rounds; round++) {
        err.printf("bugs, round %d of %d: %s%n", round, rounds, k.title());
        List<String> arguments =
            List.of(k.name(), "broken", LIMIT.toString(), Integer.toString(round));
        look(k, jvms.kernel(arguments), mine);
        look(k, jvms.lincheck(List.of("kernel", k.name())), other);
      }
      ours += mine.found > 0 ? 1 : 0;
      theirs += other.found > 0 ? 1 : 0;
      bench.row(
          k.title(),
          mine.time(rounds),
          mine.number(mine.executions),
          mine.number(mine.switches),
          other.time(rounds),
          other.number(other.executions),
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
      tally.wrong = " none in " + Spread.number(r.number(Result.EXECUTIONS), 0);
      return;
    }
    String said = r.text(Result.FAILURE);
    if (isSeeded(k, said)) {
      tally.add(ended.time().toNanos() / 1e9, r);
    } else {
      String start = said.replace("=", "").strip();
      tally.wrong = " another: " + start.substring(0, Math.min(SAID, start.length()));
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
