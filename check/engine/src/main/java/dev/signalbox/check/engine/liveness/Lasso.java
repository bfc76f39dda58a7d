package dev.signalbox.check.engine.liveness;

import dev.signalbox.check.runtime.History;
import org.jspecify.annotations.Nullable;

/**
 * A run that ends in a circle: all threads did the same things, saw the same values, in the same
 * order, again and again, under a schedule that goes on like clockwork.
 *
 * @param period of how many events a round consists
 * @param rounds how many were seen
 */
public record Lasso(int period, int rounds) {
  /** Fewer rounds are not called a circle. */
  private static final int FEWEST_ROUNDS = 100;

  /** The smallest circle at the end of {@code h}, or null. */
  public static @Nullable Lasso of(History h) {
    for (int period = 1; period <= h.size() / FEWEST_ROUNDS; period++) {
      int same = 0;
      while (same + period < h.size() && h.same(same, same + period)) {
        same++;
      }
      int rounds = same / period + 1;
      if (rounds >= FEWEST_ROUNDS) {
        return new Lasso(period, rounds);
      }
    }
    return null;
  }
}
