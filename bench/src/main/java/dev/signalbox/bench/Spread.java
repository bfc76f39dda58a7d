package dev.signalbox.bench;

import java.util.Arrays;
import java.util.Locale;

/** Median, least and greatest of some measurements. */
record Spread(double median, double least, double greatest) {
  static Spread of(double... measurements) {
    double[] sorted = measurements.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }

  /** {@code 1,234 (1,200–1,300)}. */
  String text(int decimals) {
    return least == greatest
        ? number(median, decimals)
        : number(median, decimals)
            + " ("
            + number(least, decimals)
            + "–"
            + number(greatest, decimals)
            + ")";
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
