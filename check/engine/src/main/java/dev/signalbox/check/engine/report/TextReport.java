package dev.signalbox.check.engine.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Results as text for a person. Every text ends with a line break and holds characters beyond ASCII
 * (… ▸ │ ▼): print it as UTF-8.
 */
public final class TextReport {
  public static final int DEFAULT_WIDTH = 100;
  private static final int LEAST_WIDTH = 40;

  private final int width;
  private final Ink ink;

  /**
   * @param width columns of the terminal; 0 or less if they are not known
   * @param color whether ANSI colours are written; the words are the same without them
   */
  public TextReport(int width, boolean color) {
    this.width = width <= 0 ? DEFAULT_WIDTH : Math.max(LEAST_WIDTH, width);
    this.ink = new Ink(color);
  }

  /** One target's result; a finding in full. */
  public String render(CheckResult result) {
    return text(lines(result));
  }

  /** Several targets: a line for each, the findings in full, a sum. One target: as that one. */
  public String render(List<CheckResult> results) {
    if (results.isEmpty()) {
      return problem("nothing was checked: there is no target");
    }
    return results.size() == 1 ? render(results.getFirst()) : text(severalLines(results));
  }

  /** What keeps the command from checking anything. */
  public String problem(String problem) {
    return text(problemLines(problem));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private List<String> lines(CheckResult r) {
    if (r.finding() != null) {
      return findings(r);
    }
    List<String> lines =
        Status.of(r) == Status.CLEAN
            ? clean(r)
            : problemLines("cannot check " + r.target() + ": " + Status.problemOf(r));
    r.notes().forEach(n -> lines.addAll(FindingText.note("  ", n, width, ink)));
    return lines;
  }

  private List<String> findings(CheckResult r) {
    List<String> lines = new ArrayList<>();
    for (Finding f : r.findings()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(new FindingText(r, f, width, ink).lines());
    }
    if (r.coverage() != null) {
      lines.add("");
      lines.addAll(coverage(r));
    }
    return lines;
  }

  private List<String> problemLines(String problem) {
    String mark = "problem:";
    List<String> lines = Typeset.block(mark + " ", "  ", problem, width);
    lines.set(0, ink.doubtful(mark) + lines.getFirst().substring(mark.length()));
    return lines;
  }

  private List<String> clean(CheckResult r) {
    List<String> lines = Typeset.block("", "  ", howClean(r), width);
    String mark = "no bug";
    lines.set(0, ink.good(mark) + lines.getFirst().substring(mark.length()));
    lines.addAll(coverage(r));
    return lines;
  }

  private List<String> coverage(CheckResult r) {
    List<String> lines = new ArrayList<>();
    Coverage coverage = r.coverage();
    if (coverage != null) {
      lines.addAll(Typeset.block("  ", "    ", CoverageText.of(coverage), width));
      for (String limit : coverage.limits()) {
        lines.addAll(Typeset.block("  but: ", "       ", limit, width));
      }
    }
    return lines;
  }

  /** What was tried without finding a bug. */
  static String howClean(CheckResult r) {
    String what =
        r.replayed()
            ? "no bug in this replay of " + r.target()
            : "no bug found in " + interleavings(r) + " of " + r.target();
    String strategy = String.join(", ", r.strategies());
    return "%s (%s; %s; up to %s, %s)"
        .formatted(
            what,
            Wording.duration(r.elapsed()),
            r.coverage() == null ? strategy + "; seed " + r.seed() : strategy,
            Wording.count(r.threads(), "thread", "threads"),
            Wording.count(r.steps(), "scheduling point", "scheduling points"));
  }

  private static String interleavings(CheckResult r) {
    Coverage c = r.coverage();
    if (c != null && c.isComplete()) {
      return "all " + Wording.count(r.executions(), "interleaving", "interleavings");
    }
    return Wording.count(r.executions(), "interleaving", "interleavings");
  }

  private List<String> severalLines(List<CheckResult> results) {
    List<String> lines = new ArrayList<>();
    int widest =
        results.stream().mapToInt(r -> Typeset.width(Typeset.clean(r.target()))).max().orElse(0);
    int target = Math.min(widest, width / 2);
    for (CheckResult r : results) {
      lines.addAll(oneLine(r, target));
    }
    for (CheckResult r : results) {
      if (r.finding() != null) {
        lines.add("");
        lines.addAll(findings(r));
      }
    }
    lines.add("");
    lines.addAll(Typeset.block("", "  ", sum(results), width));
    return lines;
  }

  private List<String> oneLine(CheckResult r, int targetWidth) {
    Status status = Status.of(r);
    int text = Status.PROBLEM.word().length() + 2 + targetWidth + 2;
    String under = " ".repeat(text);
    List<String> wrapped = Typeset.block(under, under, outcome(r), width);
    Line first = new Line().put(status.word(), w -> paint(status, w));
    first.to(text - targetWidth - 2);
    first.put(Typeset.shortenStart(Typeset.clean(r.target()), targetWidth));
    wrapped.set(0, first.to(text).put(wrapped.getFirst().substring(text)).toString());
    if (r.finding() == null) {
      r.notes().forEach(n -> wrapped.addAll(FindingText.note(under, n, width, ink)));
    }
    return wrapped;
  }

  /** In a few words, beside the target's name. */
  static String outcome(CheckResult r) {
    Finding finding = r.finding();
    if (finding != null) {
      return finding.kind().word() + ": " + Typeset.clean(finding.cause());
    }
    return Status.of(r) == Status.CLEAN
        ? interleavings(r) + ", " + Wording.duration(r.elapsed())
        : Status.problemOf(r);
  }

  private String paint(Status status, String word) {
    return switch (status) {
      case FOUND -> ink.bad(word);
      case CLEAN -> ink.good(word);
      case PROBLEM -> ink.doubtful(word);
    };
  }

  /** How many of them came to what. */
  static String sum(List<CheckResult> results) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    Duration elapsed = Duration.ZERO;
    for (CheckResult r : results) {
      counts.merge(Status.of(r), 1, Integer::sum);
      elapsed = elapsed.plus(r.elapsed());
    }
    List<String> parts = new ArrayList<>();
    add(parts, counts.getOrDefault(Status.FOUND, 0), "with a bug");
    add(parts, counts.getOrDefault(Status.CLEAN, 0), "clean");
    add(parts, counts.getOrDefault(Status.PROBLEM, 0), "not checked");
    return "%s in %s: %s"
        .formatted(
            Wording.count(results.size(), "target", "targets"),
            Wording.duration(elapsed),
            String.join(", ", parts));
  }

  private static void add(List<String> parts, int n, String what) {
    if (n > 0) {
      parts.add(Wording.number(n) + " " + what);
    }
  }
}
