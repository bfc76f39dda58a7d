package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.explore.Steps.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the steps of an execution whose order could have been another, and adds to the path what
 * must be tried for that: source-DPOR (Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial
 * order reduction, POPL 2014), algorithm 1.
 *
 * <p>Two steps of different processes are in a race if they conflict and no third step comes
 * between them by happens-before. Then at the state before the first, one of the processes must be
 * tried that can begin the rest of the execution without it (an initial). A step that waits for a
 * release, such as one that takes a monitor, races not with the release but with what made it wait:
 * hence two clocks, with and without releases.
 */
final class Reversals {
  private final List<Choices> path;
  private final List<Step> steps;
  private int[][] clocks = new int[16][];

  private Reversals(List<Choices> path, List<Step> steps) {
    this.path = path;
    this.steps = steps;
  }

  static void backtrack(List<Choices> path, List<Step> steps) {
    Reversals r = new Reversals(path, steps);
    for (int i = 0; i < steps.size(); i++) {
      r.look(i);
    }
  }

  private void look(int at) {
    Step later = steps.get(at);
    if (later.process == Steps.IDLE) {
      all(at);
      return;
    }
    int[] before = startClock(later);
    int[] racing = before;
    int[] full = before;
    for (int i = at - 1; i >= 0; i--) {
      Step earlier = steps.get(i);
      if (earlier.process == later.process || earlier.node < 0 || comesBefore(earlier, racing)) {
        continue;
      }
      switch (later.footprint.on(earlier.footprint)) {
        case NONE -> {}
        case ORDERED -> full = join(full, earlier.clock);
        case CONFLICT -> {
          full = join(full, earlier.clock);
          racing = join(racing, earlier.clock);
          later.clock = full; // for those that ask whether it comes after another
          reverse(i, at);
        }
      }
    }
    int[] clock = Arrays.copyOf(full, Math.max(full.length, later.process + 1));
    later.number = clock[later.process] + 1;
    clock[later.process] = later.number;
    later.clock = clock;
    remember(later.process, clock);
  }

  /** Time passes when all others wait: nothing before it could come after it. */
  private void all(int at) {
    Step s = steps.get(at);
    int[] clock = {};
    for (int i = 0; i < at; i++) {
      clock = join(clock, steps.get(i).clock);
    }
    s.clock = clock;
  }

  /** What comes before a step whatever it touches: in its thread, and what enabled it. */
  private int[] startClock(Step s) {
    int[] clock = join(clockOf(s.process), clockOf(Steps.task(s.process) * 2));
    for (Step e : s.enabledBy) {
      clock = join(clock, e.clock);
    }
    return clock;
  }

  private int[] clockOf(int process) {
    return process < clocks.length && clocks[process] != null ? clocks[process] : new int[0];
  }

  private void remember(int process, int[] clock) {
    if (process >= clocks.length) {
      clocks = Arrays.copyOf(clocks, process * 2);
    }
    clocks[process] = clock;
  }

  private static boolean comesBefore(Step s, int[] clock) {
    return s.process < clock.length && clock[s.process] >= s.number;
  }

  private static int[] join(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, Math.max(a.length, b.length));
    for (int i = 0; i < b.length; i++) {
      both[i] = Math.max(both[i], b[i]);
    }
    return both;
  }

  private void reverse(int first, int second) {
    Step earlier = steps.get(first);
    Choices before = path.get(earlier.node);
    if (before.enabled.length == 1) {
      return;
    }
    List<Step> rest = new ArrayList<>();
    int other = -1;
    for (int i = first + 1; i <= second; i++) {
      Step s = steps.get(i);
      if (s.process == Steps.IDLE) {
        return; // all that follows comes after the first
      }
      if (i == second || !comesBefore(earlier, s.clock)) {
        if (isInitial(s, rest) && before.isEnabled(s.process)) {
          if (before.backtrack.get(s.process) || before.sleeps(s.process)) {
            return;
          }
          other = s.process;
        }
        rest.add(s);
      }
    }
    if (other >= 0) {
      before.backtrack.set(other);
    }
  }

  /** Whether nothing of {@code rest} has to come before it. */
  private static boolean isInitial(Step s, List<Step> rest) {
    for (int i = 0; i < rest.size(); i++) {
      Step r = rest.get(i);
      if (r.process == s.process
          || Steps.task(r.process) == Steps.task(s.process)
          || comesBefore(r, s.clock)
          || s.enabledBy.contains(r)) {
        return false;
      }
    }
    return true;
  }
}
