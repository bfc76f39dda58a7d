package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.report.Coverage;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Footprints;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Depth-first search through all interleavings. Each execution follows the path of choices to its
 * end and goes on as it likes; {@link #advance} turns the path to the next alternative.
 *
 * <p>Without a bound on preemptions only one of all executions that differ in the order of
 * independent steps is wanted: {@link Reversals} say which alternatives have to be tried, and sleep
 * sets (Godefroid 1996) which need not. With a bound, all interleavings within it are tried, one by
 * one: reduction would need others than those within the bound (Coons, Musuvathi, McKinley: Bounded
 * partial-order reduction, OOPSLA 2013).
 *
 * <p>A waiting thread that may wake up early or spuriously is a second process, which is tried
 * wherever it is possible, once an execution.
 */
final class Exhaustive extends Strategy {
  static final String NAME = CheckRequest.EXHAUSTIVE;

  static final String ONCE =
      "each thread wakes up spuriously, or early from a timeout, at most once";
  static final String TIME =
      "sleep, and a timeout of more than 100 ms, ends only when no thread can go on";
  static final String CONDITIONS = "Condition.await does not wake up spuriously";
  static final String CALLBACKS =
      "threads are not switched where a synchronized method of the JDK calls the program back";
  static final String NATIVE =
      "threads are not switched where native code or a class initializer of the JVM calls the"
          + " program back";
  static final String LONG = "of the steps of an execution, only the first 4,000 are varied";

  static final String FAIR =
      "in the second half of the steps that an execution may have, threads only take turns";

  private static final int MOST_STEPS = 4_000;

  /** A thread that runs this long while others could is polling for something: it gives way. */
  private static final int PATIENCE = 100;

  private final int bound;
  private final List<Choices> path = new ArrayList<>();
  private final Steps steps = new Steps(this::begins);
  private final Set<String> limits = new LinkedHashSet<>();

  // Of the execution that runs.
  private int depth;
  private @Nullable Choices here;
  private @Nullable Choices last;
  private final BitSet woken = new BitSet();
  private @Nullable Task running;
  private int inARow;
  private boolean tooLong;
  private boolean diverged;

  /**
   * @param bound how many preemptions an execution may have; below 0 for any number
   */
  Exhaustive(int bound) {
    this.bound = bound;
  }

  @Override
  public void begin(long seed) {
    super.begin(seed);
    steps.clear();
    woken.clear();
    depth = 0;
    here = null;
    last = null;
    running = null;
    inARow = 0;
    tooLong = false;
  }

  @Override
  public Footprints footprints() {
    return steps;
  }

  // ---- while the program runs

  @Override
  public @Nullable Task inject(Execution e, Task current) {
    Choices c = arrive(e, current.isRunnable() && current.how() == Task.NOT ? current : null);
    if (c == null || !Steps.isWaker(c.chosen) || e.end() == Execution.End.CUT) {
      return null;
    }
    Task t = e.task(Steps.task(c.chosen));
    woken.set(t.id);
    step(e, t, true);
    return t;
  }

  @Override
  public Task next(Execution e, @Nullable Task current, boolean yields) {
    Choices c = arrive(e, current);
    if (c == null || e.end() == Execution.End.CUT) {
      return unguided(e, current);
    }
    return e.task(Steps.task(c.chosen));
  }

  private void begins(Execution e, Task t) {
    Choices c = arrive(e, t);
    if (c == null || e.end() == Execution.End.CUT) {
      return;
    }
    if (c.chosen != Steps.process(t)) {
      limits.add(NATIVE);
      c.chosen = Steps.process(t);
    }
    inARow = t == running ? inARow + 1 : 0;
    running = t;
    step(e, t, false);
  }

  private void step(Execution e, Task t, boolean wakesUp) {
    steps.begin(e, t, wakesUp, depth - 1);
    last = here;
    here = null;
  }

  @Override
  public int choose(Execution e, Task current, int n) {
    if (tooLong) {
      return 0;
    }
    if (depth == path.size()) {
      path.add(new Choices(n));
    }
    Choices c = path.get(depth++);
    diverged |= c.waiters != n;
    return Math.min(c.waiter, n - 1);
  }

  /** The state that the execution has come to; null if it is not searched from here. */
  private @Nullable Choices arrive(Execution e, @Nullable Task current) {
    if (here != null || tooLong || e.fairFrom() >= 0) {
      return here;
    }
    int[] enabled = enabled(e);
    if (depth == path.size()) {
      if (depth == MOST_STEPS) {
        tooLong = true;
        limits.add(LONG);
        return null;
      }
      path.add(discovered(e, current, enabled));
    }
    Choices c = path.get(depth++);
    here = c;
    c.compareObjects(steps.objectCount(), steps.objectTypes());
    if (!Arrays.equals(enabled, c.enabled)) {
      diverged = true;
      e.cut();
    } else if (c.backtrack.isEmpty()) {
      e.cut(); // all that is possible sleeps
    }
    return c;
  }

  private int[] enabled(Execution e) {
    int[] all = new int[e.runnableCount() + e.injectableCount()];
    int n = 0;
    for (int i = 0; i < e.runnableCount(); i++) {
      all[n++] = Steps.process(e.runnable(i));
    }
    for (int i = 0; i < e.injectableCount(); i++) {
      Task t = e.injectable(i);
      if (woken.get(t.id)) {
        limits.add(ONCE);
      } else {
        all[n++] = Steps.waker(t);
      }
    }
    int[] enabled = n == all.length ? all : Arrays.copyOf(all, n);
    Arrays.sort(enabled);
    return enabled;
  }

  private Choices discovered(Execution e, @Nullable Task current, int[] enabled) {
    Choices before = last;
    boolean goesOn =
        current != null
            && current.isRunnable()
            && Sites.get(current.site).kind() != Sites.YIELD
            && inARow < PATIENCE;
    int standard = goesOn && current != null ? Steps.process(current) : -1;
    Choices c =
        new Choices(
            enabled,
            before == null || bound >= 0
                ? List.of()
                : before.asleepAfter(steps.list().getLast().footprint),
            steps.objectCount(),
            steps.objectTypes(),
            before == null ? 0 : before.preemptionsWith(before.chosen),
            standard);
    inARow = goesOn ? inARow : 0;
    int first = first(c, running);
    if (first >= 0) {
      c.chosen = first;
      c.backtrack.set(first);
    }
    for (int p : enabled) {
      boolean wanted = bound < 0 ? Steps.isWaker(p) : c.preemptionsWith(p) <= bound;
      if (wanted && !c.sleeps(p)) {
        c.backtrack.set(p);
        c.chosen = first >= 0 ? first : p;
      }
    }
    return c;
  }

  /** Who goes on at first: whoever runs, otherwise the next in the order of age; or -1. */
  private static int first(Choices c, @Nullable Task running) {
    if (c.standard >= 0 && !c.sleeps(c.standard)) {
      return c.standard;
    }
    int from = running == null ? 0 : running.id * 2 + 1;
    int first = -1;
    for (int p : c.enabled) {
      if (!Steps.isWaker(p) && !c.sleeps(p) && (first < 0 || (first < from && p >= from))) {
        first = p;
      }
    }
    return first;
  }

  private static Task unguided(Execution e, @Nullable Task current) {
    return current != null ? current : e.runnable(0);
  }

  // ---- between executions

  /** Whether an execution has left the path that was laid out for it. */
  boolean hasDiverged() {
    return diverged;
  }

  /** Learns from the execution that has ended what else has to be tried. */
  void learn(Execution e) {
    if (e.end() != Execution.End.CUT) {
      steps.addPending(e);
    }
    if (steps.unswitchableTask() != null) {
      limits.add(CALLBACKS);
    }
    if (e.fairFrom() >= 0) {
      limits.add(FAIR);
    }
    if (steps.idled()) {
      limits.add(TIME);
    }
    if (steps.awaitedCondition()) {
      limits.add(CONDITIONS);
    }
    for (Steps.Step s : steps.list()) {
      if (s.node >= 0) {
        boolean varies = s.node + 1 < path.size() && path.get(s.node + 1).waiters > 0;
        path.get(s.node).stepped(s.footprint, varies);
      }
    }
    if (bound < 0) {
      Reversals.backtrack(path, steps.list());
    }
  }

  /** Turns to the next execution; false if all have been. */
  boolean advance() {
    while (!path.isEmpty()) {
      Choices c = path.getLast();
      if (!c.backtrack.isEmpty() || c.waiters > 0) {
        if (c.advance()) {
          return true;
        }
      }
      path.removeLast();
    }
    return false;
  }

  /**
   * How much of the tree of choices lies behind: the weighted backtrack estimator (Kilby, Slaney,
   * Thiébaux, Walsh: Estimating search tree size, AAAI 2006). It takes all branches of a choice for
   * equally large, and knows only those that were found so far.
   */
  double share() {
    double share = 0;
    double weight = 1;
    for (Choices c : path) {
      share += weight * c.explored() / c.branches();
      weight /= c.branches();
    }
    return share;
  }

  List<String> limits() {
    return List.copyOf(limits);
  }

  Coverage coverage(boolean finished, int preemptions, long redundant) {
    return new Coverage(finished, preemptions, redundant, finished ? 1 : share(), limits());
  }
}
