package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The fair schedule: threads take turns, each some scheduling points long, and next is the one
 * whose last turn is longest ago. A thread that can go on again ends the turn of whoever runs, so
 * it finds free what it was woken for.
 *
 * <p>It is <em>strongly</em> fair as long as the program lets it: a thread that could go on again
 * and again does. It is a function of the seed, so none of its choices is recorded; and it goes on
 * like clockwork, so a program that gets nowhere repeats itself.
 */
final class FairTurns {
  /** Of so many executions one is fair almost from its start, early. */
  private static final int ONE_EXECUTION_IN = 64;

  private static final int FAIR_ONE = 15;

  /** Most of these start at once, the others after fewer steps than this. */
  private static final int LATEST_START = 64;

  private static final int LONGEST_TURN = 12;

  private static final int LONGEST_START = 1000;

  /** A turn that would end before an attempt is no longer than this. */
  private static final int NO_ATTEMPT = 64;

  private final long hash;

  /**
   * The main thread first goes on until it waits, but not for ever, so that those it starts begin
   * together.
   */
  private final boolean mainFirst;

  /** First turns are of different lengths, so that equal loops are out of phase. */
  private final boolean phases;

  /** All turns are, so that loops of different lengths may be in step. */
  private final boolean lengths;

  /** Turns end before an attempt to get something, so that all hold what others try to get. */
  private final boolean attempts;

  private int started;
  private long turns;
  private int left;

  FairTurns(long seed) {
    hash = mix(seed);
    boolean plain = start(seed) == Long.MAX_VALUE;
    mainFirst = !plain && (hash >>> 2 & 3) != 0;
    phases = !plain && (hash >>> 4 & 1) != 0;
    lengths = !plain && (hash >>> 5 & 3) == 1;
    attempts = !plain && (hash >>> 5 & 3) == 2;
  }

  /** Seeds with which the turns start at once: the simplest turns first. */
  static long[] simplestSeeds() {
    return new long[] {
      firstSeed(true, false, false),
      firstSeed(false, false, false),
      firstSeed(true, true, false),
      firstSeed(true, false, true)
    };
  }

  private static long firstSeed(boolean mainFirst, boolean phases, boolean attempts) {
    for (long seed = FAIR_ONE; ; seed += ONE_EXECUTION_IN) {
      FairTurns t = new FairTurns(seed);
      if (start(seed) == 0
          && !t.lengths
          && t.mainFirst == mainFirst
          && t.phases == phases
          && t.attempts == attempts) {
        return seed;
      }
    }
  }

  /** The step after which an execution with that seed is fair, if it is not too long anyway. */
  static long start(long seed) {
    if ((seed & (ONE_EXECUTION_IN - 1)) != FAIR_ONE) {
      return Long.MAX_VALUE;
    }
    long h = mix(seed);
    return (h & 3) != 0 ? 0 : (h >>> 8 & Integer.MAX_VALUE) % LATEST_START;
  }

  private static long mix(long z) {
    long m = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    m = (m ^ (m >>> 27)) * 0x94D049BB133111EBL;
    return m ^ (m >>> 31);
  }

  /** Who goes on; {@code current} is null if it blocked or ended. */
  Task next(Execution e, @Nullable Task current, boolean yields) {
    if (current != null && !yields && goesOn(current)) {
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
    left = length(next);
    next.turn = ++turns;
    return next;
  }

  private boolean goesOn(Task current) {
    if (mainFirst && current.turn == 0 && current.id == 0 && ++started < LONGEST_START) {
      return true;
    }
    return --left > 0 && !(attempts && Sites.kind(current.site) == Sites.ATTEMPT);
  }

  /** Of the turn that {@code t} gets now, in scheduling points. */
  private int length(Task t) {
    if (attempts) {
      return NO_ATTEMPT;
    }
    boolean first = t.turn == 0;
    if (lengths || (first && phases)) {
      long h = mix(hash + 2L * t.id + (first ? 1 : 0));
      return 1 + (int) ((h >>> 33) % LONGEST_TURN);
    }
    return 1;
  }

  /** A thread can go on again. */
  void woken() {
    left = 0;
  }
}
