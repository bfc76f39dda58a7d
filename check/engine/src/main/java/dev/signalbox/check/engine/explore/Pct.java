package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010), bound 3: random priorities,
 * and two random moments at which the running thread falls to the lowest.
 *
 * <p>In half of the executions the moments are spread over as many steps as the program took when
 * it was warmed up; in others over fewer, since many bugs are early ones, and in some over a power
 * of two up to four times as many, since another interleaving may be much shorter or longer.
 *
 * <p>A bug that needs three ordered steps, in an execution of no more steps than the warm-up, is
 * found with a probability of at least 1 / (threads × steps²) in each execution of that half in
 * which main takes part in the draw, which is one of four; in the others it has the highest
 * priority.
 */
final class Pct extends Randomized {
  private static final int CHANGES = 2;

  /** A thread that runs this long while others could is polling for something: it gives way. */
  static final int PATIENCE = 1000;

  /** In one execution of so many, main has a random priority like any other thread. */
  private static final int MAIN_LATER = 4;

  private static final int SHORTEST = 16;
  private static final int LONGEST = 1_000_000;

  private final int expected;

  /** How many there are from the shortest to between two and four times what is expected. */
  private final int powers;

  private final long[] changes = new long[CHANGES];

  /** Of this execution so far. */
  private int steps;

  private int nextChange;
  private long lowest;
  private @Nullable Task running;
  private int runs;

  /**
   * @param expected how many steps an execution has, as far as one knows: scheduling points that a
   *     thread passes while another one is alive
   */
  Pct(int expected) {
    this.expected = Math.clamp(expected, SHORTEST, LONGEST);
    this.powers = Integer.SIZE - Integer.numberOfLeadingZeros(4 * this.expected / SHORTEST);
  }

  @Override
  public void begin(long seed) {
    super.begin(seed);
    int length = length();
    for (int i = 0; i < CHANGES; i++) {
      changes[i] = 1 + random(length);
    }
    Arrays.sort(changes);
    steps = 0;
    nextChange = 0;
    lowest = 0;
    running = null;
    runs = 0;
  }

  /** What the moments of change are spread over. */
  private int length() {
    return switch (random(8)) {
      case 0 -> SHORTEST << random(powers);
      case 1, 2, 3 -> expected / 4 + random(expected - expected / 4) + 1;
      default -> expected;
    };
  }

  @Override
  public void started(Task t) {
    // Mostly main starts all threads before they compete. With a priority like any other, it would
    // be the highest of n in one execution of n only, and the last threads seldom met the first.
    boolean first = t.id == 0 && random(MAIN_LATER) != 0;
    t.priority = first ? Long.MAX_VALUE : 1 + (randomLong() >>> 2);
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    if (current != null) {
      runs = current == running ? runs + 1 : 0;
      running = current;
      boolean change = changes();
      if (change || yields || runs > PATIENCE) {
        current.priority = --lowest;
        runs = 0;
      }
    }
    return highest(e);
  }

  /** Whoever it meets falls behind also those that cannot go on yet. */
  @Override
  public void alone(Task t) {
    if (changes()) {
      t.priority = --lowest;
    }
  }

  private boolean changes() {
    steps++;
    boolean change = nextChange < CHANGES && steps >= changes[nextChange];
    if (change) {
      nextChange++;
    }
    return change;
  }
}
