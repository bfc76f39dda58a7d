package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The fair schedule: threads take turns, each a few scheduling points long, and next is the one
 * whose last turn is longest ago. A thread that can go on again ends the turn of whoever runs, so
 * it finds free what it was woken for.
 *
 * <p>It is <em>strongly</em> fair as long as the program lets it: a thread that could go on again
 * and again does. It is a function of the seed, so none of its choices is recorded; and it goes on
 * like clockwork, so a program that gets nowhere repeats itself.
 */
final class FairTurns {
  /** Of so many executions one is fair almost from its start. */
  private static final int ONE_EXECUTION_IN = 16;

  /** Half of these start at once, the others after fewer steps than this. */
  private static final int LATEST_START = 64;

  private static final int LONGEST_TURN = 12;

  private final long pattern;
  private long turns;
  private int left;

  FairTurns(long seed) {
    long h = mix(seed);
    pattern = (h & 2) == 0 ? 0 : h | 1;
  }

  /** The first seed with which the turns start at once and are all one point long. */
  static long simplestSeed() {
    long seed = ONE_EXECUTION_IN - 1;
    while ((mix(seed) & 3) != 0) {
      seed += ONE_EXECUTION_IN;
    }
    return seed;
  }

  /** The step after which an execution with that seed is fair, if it is not too long anyway. */
  static long start(long seed) {
    if ((seed & (ONE_EXECUTION_IN - 1)) != ONE_EXECUTION_IN - 1) {
      return Long.MAX_VALUE;
    }
    long h = mix(seed);
    return (h & 1) == 0 ? 0 : (h >>> 8) % LATEST_START;
  }

  private static long mix(long z) {
    long m = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    m = (m ^ (m >>> 27)) * 0x94D049BB133111EBL;
    return m ^ (m >>> 31);
  }

  /** Who goes on; {@code current} is null if it blocked or ended. */
  Task next(Execution e, @Nullable Task current, boolean yields) {
    if (current != null && !yields && --left > 0) {
      return current;
    }
    Task next = null;
    for (int i = e.runnableCount() - 1; i >= 0; i--) {
      Task t = e.runnable(i);
      if (t != current
          && (next == null || t.turn < next.turn || (t.turn == next.turn && t.id < next.id))) {
        next = t;
      }
    }
    if (next == null) {
      next = e.runnable(0);
    }
    next.turn = ++turns;
    left = length(next);
    return next;
  }

  /** In scheduling points: all one, or different ones, so that loops of any lengths may meet. */
  private int length(Task t) {
    return pattern == 0 ? 1 : 1 + (int) ((mix(pattern + t.id) >>> 33) % LONGEST_TURN);
  }

  /** A thread can go on again. */
  void woken() {
    left = 0;
  }
}
