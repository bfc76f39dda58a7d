package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries every combination of all decisions, one after the other, and leaves out none. */
final class BruteForce extends Strategy {
  private final List<Integer> taken = new ArrayList<>();
  private final List<Integer> possible = new ArrayList<>();
  private final BitSet woken = new BitSet();
  private int depth;
  private int preemptions;

  @Override
  public void begin(long seed) {
    super.begin(seed);
    depth = 0;
    preemptions = 0;
    woken.clear();
  }

  private int decide(int n) {
    if (depth == taken.size()) {
      taken.add(0);
      possible.add(n);
    }
    if (possible.get(depth) != n) {
      throw new AssertionError("not deterministic at decision " + depth);
    }
    return taken.get(depth++);
  }

  /** To the next combination; false if there is none. */
  boolean advance() {
    while (!taken.isEmpty()) {
      int last = taken.removeLast() + 1;
      int n = possible.getLast();
      if (last < n) {
        taken.add(last);
        return true;
      }
      possible.removeLast();
    }
    return false;
  }

  /** Of the execution that ran last. */
  int preemptions() {
    return preemptions;
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    Task chosen = e.runnable(decide(e.runnableCount()));
    preemptions += current != null && chosen != current ? 1 : 0;
    return chosen;
  }

  @Override
  public @Nullable Task inject(Execution e, Task current) {
    List<Task> first = new ArrayList<>();
    for (int i = 0; i < e.injectableCount(); i++) {
      if (!woken.get(e.injectable(i).id)) {
        first.add(e.injectable(i));
      }
    }
    int chosen = decide(first.size() + 1);
    if (chosen == 0) {
      return null;
    }
    Task t = first.get(chosen - 1);
    woken.set(t.id);
    return t;
  }

  @Override
  public int choose(Execution e, Task current, int n) {
    return decide(n);
  }
}
