package dev.signalbox.check;

import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Coverage;
import dev.signalbox.check.engine.report.TextReport;
import java.util.List;

/** What was tried without finding a bug. That is not a proof, unless it is {@link #complete()}. */
public final class CheckReport {
  private final CheckResult result;

  CheckReport(CheckResult result) {
    this.result = result;
  }

  /** How many executions there were, each of one interleaving. */
  public long executions() {
    return result.executions();
  }

  /** The most threads that one execution had. With one there was nothing to interleave. */
  public int threads() {
    return result.threads();
  }

  /**
   * Whether an {@linkplain CheckSettings#exhaustive() exhaustive} search came to its end, so that
   * there is no other interleaving; with a bound, none within it.
   */
  public boolean complete() {
    Coverage c = result.coverage();
    return c != null && c.finished() && c.limits().isEmpty();
  }

  /** The report as text. */
  @Override
  public String toString() {
    return new TextReport(TextReport.DEFAULT_WIDTH, false).render(List.of(result));
  }
}
