package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the interleaving with the fewest choices that still shows the bug. A run without end is
 * best shown by fair turns alone, from the first step on. Otherwise first leaves out choices (delta
 * debugging, Zeller 2002); then tries all schedules with fewer choices, fewest first, as far as the
 * budget reaches (iterative context bounding, Musuvathi and Qadeer 2007).
 */
final class Shrinker {
  private static final long BUDGET_NANOS = 400_000_000L;
  private static final int BUDGET_EXECUTIONS = 20_000;

  private final Run run;
  private final Verdict wanted;
  private final long deadline;
  private int executions;

  Shrinker(Run run, Verdict wanted) {
    this.run = run;
    this.wanted = wanted;
    this.deadline = System.nanoTime() + BUDGET_NANOS;
  }

  Schedule shrink(Schedule found) {
    if (wanted.kind() == Kind.LIVELOCK || wanted.kind() == Kind.STARVATION) {
      for (long seed : Strategy.fairSeeds()) {
        Schedule turns = new Schedule(seed, List.of());
        if (shows(run.follow(turns, null, null))) {
          return turns;
        }
      }
    }
    Schedule best = leaveOut(found);
    return searchShorter(best);
  }

  private boolean hasBudget() {
    return executions < BUDGET_EXECUTIONS && System.nanoTime() < deadline;
  }

  private Schedule leaveOut(Schedule found) {
    Schedule best = found;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int chunk = best.size(); chunk > 0; chunk /= 2) {
        for (int from = best.size() - chunk; from >= 0 && hasBudget(); from -= chunk) {
          int start = Math.min(from, Math.max(0, best.size() - chunk));
          Schedule candidate = best.without(start, Math.min(best.size(), start + chunk));
          Execution e = run.follow(candidate, null, wanted.race());
          executions++;
          if (shows(e)) {
            Schedule taken = Schedule.of(best.seed(), e.schedule());
            if (taken.size() < best.size()) {
              best = taken;
              shorter = true;
            }
          }
        }
      }
    }
    return best;
  }

  private Schedule searchShorter(Schedule best) {
    List<Schedule> level = List.of(best.without(0, best.size()));
    for (int size = 0; size < best.size(); size++) {
      List<Schedule> longer = new ArrayList<>();
      for (Schedule s : level) {
        if (!hasBudget()) {
          return best;
        }
        Scripted script = new Scripted(s, size + 1 < best.size());
        Execution e = run.execute(script, best.seed(), null, wanted.race());
        executions++;
        if (shows(e) && e.schedule().length / 3 <= size) {
          return Schedule.of(best.seed(), e.schedule());
        }
        for (Schedule.Choice c : script.alternatives()) {
          if (longer.size() < BUDGET_EXECUTIONS) {
            longer.add(s.with(c));
          }
        }
      }
      level = longer;
    }
    return best;
  }

  private boolean shows(Execution e) {
    return Verdict.of(e, run.maxSteps()).same(wanted);
  }
}
