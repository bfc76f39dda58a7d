package dev.signalbox.check.engine.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of a scenario come to, one after the other, in whatever order: for each
 * thread the outcome of its next operation, and the state after it. Two states are the same if no
 * operations that are left can tell them apart; so the state of an object is known although nothing
 * is known of the object.
 *
 * <p>That the object itself, run serially, is its specification, is the idea of Line-Up
 * (Burckhardt, Dern, Musuvathi, Tan, PLDI 2010).
 */
final class SerialState {
  private final @Nullable Outcome[] outcomes;
  private final @Nullable SerialState[] next;

  private SerialState(int threads) {
    outcomes = new @Nullable Outcome[threads];
    next = new @Nullable SerialState[threads];
  }

  /** Of the next operation of a thread; null if it is not its turn. */
  @Nullable Outcome outcome(int thread) {
    return outcomes[thread];
  }

  /** After that operation; null if it waits. */
  @Nullable SerialState after(int thread) {
    return next[thread];
  }

  /** Whether an operation of a thread, now or later, waits in some order. */
  boolean mayWait(int thread) {
    for (int t = 0; t < next.length; t++) {
      Outcome o = outcomes[t];
      SerialState s = next[t];
      if ((t == thread && o != null && o.waits()) || (s != null && s.mayWait(thread))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    if (!(o instanceof SerialState s) || !Arrays.equals(outcomes, s.outcomes)) {
      return false;
    }
    for (int t = 0; t < next.length; t++) {
      if (next[t] != s.next[t]) { // each state exists once
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(outcomes);
  }

  /** Runs operations one after the other on a new object. */
  @FunctionalInterface
  interface Runner {
    /**
     * @param order the threads whose turn it is; the operations of a thread are done in order
     * @return outcomes in that order; if one waits, it is the last
     */
    List<Outcome> run(List<Integer> order);
  }

  /** From where the scenario begins. */
  static SerialState initial(Scenario scenario, Runner runner) {
    return new Enumeration(scenario, runner).state();
  }

  /** Runs all orders, each once. */
  private static final class Enumeration {
    private final Scenario scenario;
    private final Runner runner;
    private final Map<SerialState, SerialState> known = new HashMap<>();
    private final int[] done;
    private final List<Integer> prefix = new ArrayList<>();

    /** The order that was run last. */
    private List<Integer> order = List.of();

    private List<Outcome> outcomes = List.of();

    Enumeration(Scenario scenario, Runner runner) {
      this.scenario = scenario;
      this.runner = runner;
      this.done = new int[scenario.threadCount()];
    }

    SerialState state() {
      SerialState s = new SerialState(done.length);
      for (int t = 0; t < done.length; t++) {
        if (scenario.isNext(t, done)) {
          prefix.add(t);
          done[t]++;
          Outcome o = outcomeOfLast();
          s.outcomes[t] = o;
          s.next[t] = o.waits() ? null : state();
          done[t]--;
          prefix.removeLast();
        }
      }
      SerialState same = known.putIfAbsent(s, s);
      return same == null ? s : same;
    }

    private Outcome outcomeOfLast() {
      int n = prefix.size();
      if (order.size() < n || !order.subList(0, n).equals(prefix)) {
        order = completed();
        outcomes = runner.run(order);
      }
      return outcomes.get(n - 1);
    }

    /** The prefix, and then whoever comes first. */
    private List<Integer> completed() {
      List<Integer> all = new ArrayList<>(prefix);
      int[] now = done.clone();
      for (int t = 0; t < now.length; ) {
        if (scenario.isNext(t, now)) {
          now[t]++;
          all.add(t);
          t = 0;
        } else {
          t++;
        }
      }
      return all;
    }
  }
}
