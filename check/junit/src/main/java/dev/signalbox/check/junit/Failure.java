package dev.signalbox.check.junit;

import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Finding;
import dev.signalbox.check.engine.report.Finding.Conflict;
import dev.signalbox.check.engine.report.Location;
import dev.signalbox.check.engine.report.ThreadView;
import java.util.Comparator;
import java.util.List;

/** How a finding looks to JUnit. */
final class Failure {
  private Failure() {}

  /** The report, with the place of the first finding as stack trace, for tools that link to it. */
  static AssertionError of(CheckResult result, String report) {
    AssertionError failure = new AssertionError(report);
    failure.setStackTrace(
        place(result.findings().getFirst()).stream()
            .map(l -> new StackTraceElement(l.className(), l.method(), l.file(), l.line()))
            .toArray(StackTraceElement[]::new));
    return failure;
  }

  private static List<Location> place(Finding finding) {
    Finding.Failure error = finding.error();
    if (error != null) {
      return error.stack();
    }
    Conflict race = finding.conflict();
    if (race != null) {
      return race.first().stack();
    }
    return finding.threads().stream()
        .filter(t -> !t.stack().isEmpty())
        .min(Comparator.comparing((ThreadView t) -> t.waitsFor() == null))
        .map(ThreadView::stack)
        .orElse(List.of());
  }
}
