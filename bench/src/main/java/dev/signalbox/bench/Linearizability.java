package dev.signalbox.bench;

import dev.signalbox.bench.LinearizabilitySide.Specimen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Both sides look for the planted faults of the same objects; the time is that of the whole JVM.
 * The mended twins are to come clean.
 */
final class Linearizability {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Jvms jvms;

  Linearizability(Jvms jvms) {
    this.jvms = jvms;
  }

  void table(Bench bench) throws IOException, InterruptedException {
    bench.heading(
        "Linearizability: 100 scenarios, 3 threads with 3 operations, 1,000 executions each",
        "object",
        "Signalbox",
        "Lincheck",
        "mended: Signalbox",
        "mended: Lincheck");
    for (Specimen s : Specimen.values()) {
      bench.row(
          s.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          look("signalbox", s, "broken"),
          look("lincheck", s, "broken"),
          look("signalbox", s, "mended"),
          look("lincheck", s, "mended"));
    }
  }

  private String look(String side, Specimen s, String version)
      throws IOException, InterruptedException {
    Jvms.Ended ended =
        jvms.run(jvms.linearizability(side, List.of(side, s.name(), version)), LIMIT);
    if (ended == null) {
      return "none within " + LIMIT.toSeconds() + " s";
    }
    Result r = Result.parse(ended.output());
    String verdict = r.isFailure() ? said(r) : "clean";
    return verdict + ", " + Spread.number(ended.time().toNanos() / 1e9, 1) + " s";
  }

  /** A fault that was found, or why there is no result. */
  private static String said(Result r) {
    String text = r.text(Result.FAILURE).replace("=", "").strip();
    boolean found = text.contains("not linearizable") || text.contains("Invalid execution results");
    return found ? "found" : "**" + text + "**";
  }
}
