package dev.signalbox.check.engine.liveness;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run in circles because of each other: a run without end, whose last half was under
 * the fair schedule, goes round a {@link Lasso} in which each of the threads changes what the next
 * one reads, and the last what the first one reads.
 *
 * @param period how many events make a round
 * @param rounds how many rounds were seen
 * @param threads those that feed each other, in the order of their start
 */
public record Livelock(int period, int rounds, List<Integer> threads) {

  /** What an execution that went past its limit of steps shows; null if it is no livelock. */
  public static @Nullable Livelock of(Execution e) {
    History h = e.history();
    Lasso lasso = h == null ? null : Lasso.of(h);
    if (h == null || lasso == null) {
      return null;
    }
    Set<Integer> running = new TreeSet<>();
    for (int ago = 0; ago < lasso.period(); ago++) {
      running.add(h.event(ago).task());
    }
    Effects effects = new Effects(h, lasso.period());
    List<Integer> threads = new ArrayList<>();
    for (int t : running) {
      if (leadsTo(t, t, running, effects, new HashSet<>())) {
        threads.add(t);
      }
    }
    return threads.isEmpty() ? null : new Livelock(lasso.period(), lasso.rounds(), threads);
  }

  private static boolean leadsTo(
      int from, int goal, Set<Integer> running, Effects effects, Set<Integer> visited) {
    for (int next : running) {
      if (next != from
          && effects.feeds(from, next)
          && (next == goal
              || (visited.add(next) && leadsTo(next, goal, running, effects, visited)))) {
        return true;
      }
    }
    return false;
  }
}
