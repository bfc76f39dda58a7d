package dev.signalbox.check.engine.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers in words. */
final class Wording {
  private Wording() {}

  /** {@code 12,345}. */
  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** {@code 1 step}, {@code 12 steps}. */
  static String count(long n, String one, String many) {
    return number(n) + " " + (n == 1 ? one : many);
  }

  /** {@code 0.12 s}, {@code 10.0 s}, {@code 3 min 20 s}. */
  static String duration(Duration d) {
    double seconds = d.toMillis() / 1000.0;
    if (seconds < 0.995) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long rounded = Math.round(seconds);
    return rounded / 60 + " min " + rounded % 60 + " s";
  }
}
