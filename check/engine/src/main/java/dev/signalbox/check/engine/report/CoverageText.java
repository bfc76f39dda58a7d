package dev.signalbox.check.engine.report;

import java.util.Locale;

/** Says how far an exhaustive search came, and claims no more than that. */
final class CoverageText {
  private static final double LEAST = 0.0001;

  private CoverageText() {}

  static String of(Coverage c) {
    if (c.finished()) {
      return c.preemptions() < 0
          ? "explored to the end: every other interleaving differs only in the order of steps that"
              + " do not depend on each other"
          : "explored to the end: all interleavings with up to "
              + Wording.count(c.preemptions(), "preemption", "preemptions");
    }
    String bound =
        c.preemptions() < 0
            ? ""
            : " of those with up to " + Wording.count(c.preemptions(), "preemption", "preemptions");
    return "stopped at the time limit: "
        + share(c.share())
        + " of the search tree"
        + bound
        + " explored, by the weighted backtrack estimator (Kilby et al. 2006)";
  }

  /** On one line. */
  static String withLimits(Coverage c) {
    StringBuilder text = new StringBuilder(of(c));
    c.limits().forEach(limit -> text.append("; but: ").append(limit));
    return text.toString();
  }

  private static String share(double share) {
    return share < LEAST
        ? "less than 0.01 %"
        : String.format(Locale.ROOT, "about %.2f %%", Math.min(99.99, share * 100));
  }
}
