package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import org.jspecify.annotations.Nullable;

/** Any runnable thread, each with the same chance, at each point. */
final class RandomWalk extends Randomized {
  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    Task t = e.runnable(random(e.runnableCount()));
    return yields && t == current ? e.runnable(random(e.runnableCount())) : t;
  }
}
