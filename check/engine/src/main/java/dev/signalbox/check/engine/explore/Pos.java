package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import org.jspecify.annotations.Nullable;

/**
 * Partial order sampling (Yuan, Yang, Gu, CAV 2018): each pending access has a random priority, and
 * gets a new one when an access that races with it is done. Spreads the executions over the orders
 * of conflicting accesses instead of over all orders.
 */
final class Pos extends Randomized {
  @Override
  public void started(Task t) {
    t.priority = randomLong();
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    if (current != null) {
      current.priority = yields ? Long.MIN_VALUE : randomLong();
    }
    Task chosen = highest(e);
    for (int i = e.runnableCount() - 1; i >= 0; i--) {
      Task t = e.runnable(i);
      if (t != chosen && conflict(t, chosen)) {
        t.priority = randomLong();
      }
    }
    return chosen;
  }

  private static boolean conflict(Task a, Task b) {
    return a.subject == b.subject
        && (a.writes || b.writes)
        && Sites.location(a.site) == Sites.location(b.site);
  }
}
