package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Probabilistic concurrency testing (Burckhardt et al., ASPLOS 2010), bound 3: random priorities,
 * and two random moments at which the running thread falls to the lowest. Finds each bug that needs
 * three ordered steps with a probability of at least 1 / (threads × steps²).
 */
final class Pct extends Randomized {
  private static final int CHANGES = 2;

  /** A thread that runs this long while others could is polling for something: it gives way. */
  private static final int PATIENCE = 1000;

  private final long[] changes = new long[CHANGES];

  /** Steps of the execution before: where the moments of change are spread. */
  private long length = 16;

  private int nextChange;
  private long lowest;
  private @Nullable Task running;
  private int runs;

  @Override
  public void begin(long seed) {
    super.begin(seed);
    for (int i = 0; i < CHANGES; i++) {
      changes[i] = 1 + random((int) Math.clamp(length, 16, 1_000_000));
    }
    Arrays.sort(changes);
    nextChange = 0;
    lowest = 0;
    running = null;
    runs = 0;
  }

  @Override
  public void started(Task t) {
    t.priority = 1 + (randomLong() >>> 2);
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    length = e.steps();
    if (current != null) {
      runs = current == running ? runs + 1 : 0;
      running = current;
      boolean change = nextChange < CHANGES && e.steps() >= changes[nextChange];
      if (change) {
        nextChange++;
      }
      if (change || yields || runs > PATIENCE) {
        current.priority = --lowest;
        runs = 0;
      }
    }
    return highest(e);
  }
}
