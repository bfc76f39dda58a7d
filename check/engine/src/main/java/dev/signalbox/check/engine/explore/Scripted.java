package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a schedule; where it says nothing, or something that is not possible here, takes the
 * default: whoever runs goes on until it blocks, yields or has had a long turn. Can note the
 * alternatives that it passed by.
 */
final class Scripted extends Strategy {
  /**
   * After this many decisions in a row, a task lets the others go first; more than any strategy
   * lets pass without a choice that is recorded.
   */
  private static final int PATIENCE = 2 * Pct.PATIENCE;

  private final Map<Long, Integer> switches;
  private final Map<Long, Integer> injections;
  private final int length;
  private int followed;
  private @Nullable Task running;
  private int inARow;
  private int contested;

  /** The choices that were possible after the last one of the schedule, or null. */
  private final @Nullable List<Schedule.Choice> alternatives;

  Scripted(Schedule schedule, boolean noteAlternatives) {
    switches = schedule.switches();
    injections = schedule.injections();
    length = schedule.size();
    alternatives = noteAlternatives ? new ArrayList<>() : null;
  }

  List<Schedule.Choice> alternatives() {
    return alternatives == null ? List.of() : alternatives;
  }

  /** Scheduling points that a thread passed while another one was alive. */
  int contested() {
    return contested;
  }

  @Override
  public void alone(Task t) {
    contested++;
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    if (current != null) {
      contested++;
    }
    Task standard = current != null ? current : oldest(e);
    Task context = e.context();
    int decision = context.decisions();
    Integer wanted = switches.get(Schedule.address(context.id, decision));
    if (wanted != null) {
      followed++;
      if (wanted < e.taskCount() && e.task(wanted).isRunnable()) {
        running = current; // as after a long turn, which is a choice like this when it is replayed
        inARow = 0;
        return e.task(wanted);
      }
    } else if (alternatives != null && followed >= length) {
      for (int i = 0; i < e.runnableCount(); i++) {
        Task t = e.runnable(i);
        if (t != standard) {
          alternatives.add(new Schedule.Choice(context.id, decision, t.id));
        }
      }
    }
    return current == null ? standard : fair(e, current, yields);
  }

  /** A task that polls must not keep the others from what it polls for. */
  private Task fair(Execution e, Task current, boolean yields) {
    if (current != running) {
      running = current;
      inARow = 0;
    }
    if (!yields && ++inARow < PATIENCE) {
      return current;
    }
    inARow = 0;
    return successor(e, current);
  }

  /** The next runnable task in the order of age, after the youngest the oldest. */
  private static Task successor(Execution e, Task current) {
    Task best = current;
    for (int i = 0; i < e.runnableCount(); i++) {
      Task t = e.runnable(i);
      boolean better =
          best.id > current.id
              ? t.id > current.id && t.id < best.id
              : t.id > current.id || t.id < best.id;
      if (better) {
        best = t;
      }
    }
    return best;
  }

  @Override
  public @Nullable Task inject(Execution e, Task current) {
    Integer wanted = injections.get(Schedule.address(current.id, current.decisions()));
    if (wanted == null) {
      return null;
    }
    followed++;
    for (int i = 0; i < e.injectableCount(); i++) {
      if (e.injectable(i).id == wanted) {
        return e.injectable(i);
      }
    }
    return null;
  }

  @Override
  public int choose(Execution e, Task current, int n) {
    Integer wanted = switches.get(Schedule.address(current.id, current.decisions()));
    if (wanted == null) {
      if (alternatives != null && followed >= length) {
        for (int i = 1; i < n; i++) {
          alternatives.add(new Schedule.Choice(current.id, current.decisions(), i));
        }
      }
      return 0;
    }
    followed++;
    return Math.min(wanted, n - 1);
  }

  private static Task oldest(Execution e) {
    Task oldest = e.runnable(0);
    for (int i = 1; i < e.runnableCount(); i++) {
      if (e.runnable(i).id < oldest.id) {
        oldest = e.runnable(i);
      }
    }
    return oldest;
  }
}
