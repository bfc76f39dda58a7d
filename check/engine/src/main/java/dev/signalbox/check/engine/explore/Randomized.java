package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the randomized strategies share: in one execution of four, a waiting thread may wake up for
 * no reason, or its timeout may end early.
 */
abstract class Randomized extends Strategy {
  private static final int ONE_EXECUTION_IN = 4;
  private static final int ONE_POINT_IN = 8;
  private static final int AT_MOST = 2;

  private int injections;

  @Override
  public void begin(long seed) {
    super.begin(seed);
    injections = random(ONE_EXECUTION_IN) == 0 ? AT_MOST : 0;
  }

  @Override
  public @Nullable Task inject(Execution e, Task current) {
    if (injections == 0 || random(ONE_POINT_IN) != 0) {
      return null;
    }
    injections--;
    return e.injectable(random(e.injectableCount()));
  }

  static Task highest(Execution e) {
    Task best = e.runnable(0);
    for (int i = e.runnableCount() - 1; i > 0; i--) {
      Task t = e.runnable(i);
      if (t.priority > best.priority) {
        best = t;
      }
    }
    return best;
  }
}
