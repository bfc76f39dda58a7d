package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.linearizability.History.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of the operations of a history, one after the other, in which each that
 * returned before another was called comes before it, and all come to what they came to in the
 * history (Wing and Gong, JPDC 1993). What has failed once is not tried again (Lowe, CCPE 2017).
 *
 * <p>Operations that never returned must wait in the state that is reached in the end.
 */
final class Linearization {
  private record Configuration(SerialState state, long done) {}

  /** Of {@link Configuration#done}, for each thread. */
  private static final int BITS = 8;

  private final History history;
  private final int[] done;
  private final int[] completed;
  private final Set<Configuration> failed = new HashSet<>();
  private final List<Operation> path = new ArrayList<>();

  /** The longest path that was found, and where it leads. */
  private List<Operation> longest = List.of();

  private SerialState reached;

  private final boolean exists;

  Linearization(History history, SerialState initial) {
    this.history = history;
    int threads = history.scenario().threadCount();
    this.done = new int[threads];
    this.completed = new int[threads];
    for (int t = 0; t < threads; t++) {
      List<Operation> own = history.of(t);
      completed[t] = own.size() - (own.isEmpty() || !own.getLast().isPending() ? 0 : 1);
    }
    this.reached = initial;
    this.exists = search(initial);
  }

  History history() {
    return history;
  }

  boolean exists() {
    return exists;
  }

  /** The order, or the beginning of one as far as one can be found. */
  List<Operation> order() {
    return longest;
  }

  /** What could come next after {@link #order}, and the outcome that it would have. */
  List<Misfit> misfits() {
    List<Misfit> misfits = new ArrayList<>();
    int[] next = new int[done.length];
    longest.forEach(o -> next[o.thread]++);
    int earliest = earliestReturn(next);
    for (int t = 0; t < next.length; t++) {
      Operation o = next[t] < history.of(t).size() ? history.of(t).get(next[t]) : null;
      Outcome serial = reached.outcome(t);
      if (o != null && o.called < earliest && serial != null && !serial.equals(o.outcome)) {
        if (!(o.isPending() && serial.waits())) {
          misfits.add(new Misfit(o, serial));
        }
      }
    }
    return misfits;
  }

  /**
   * An operation with another outcome than it should have.
   *
   * @param serial what it should be
   */
  record Misfit(Operation operation, Outcome serial) {}

  private boolean search(SerialState state) {
    if (path.size() > longest.size()) {
      longest = List.copyOf(path);
      reached = state;
    }
    if (isComplete()) {
      return pendingWait(state);
    }
    if (!failed.add(new Configuration(state, packed()))) {
      return false;
    }
    int earliest = earliestReturn(done);
    for (int t = 0; t < done.length; t++) {
      if (done[t] == completed[t]) {
        continue;
      }
      Operation o = history.of(t).get(done[t]);
      SerialState after = state.after(t);
      if (o.called < earliest && after != null && fits(state.outcome(t), o.outcome)) {
        done[t]++;
        path.add(o);
        if (search(after)) {
          return true;
        }
        path.removeLast();
        done[t]--;
      }
    }
    return false;
  }

  private static boolean fits(@Nullable Outcome serial, @Nullable Outcome actual) {
    return serial != null && serial.equals(actual);
  }

  private boolean isComplete() {
    for (int t = 0; t < done.length; t++) {
      if (done[t] < completed[t]) {
        return false;
      }
    }
    return true;
  }

  private boolean pendingWait(SerialState state) {
    for (int t = 0; t < done.length; t++) {
      Outcome o = state.outcome(t);
      if (history.of(t).size() > completed[t] && (o == null || !o.waits())) {
        return false;
      }
    }
    return true;
  }

  /** Whoever was called later than this cannot be the next. */
  private int earliestReturn(int[] next) {
    int earliest = Integer.MAX_VALUE;
    for (int t = 0; t < next.length; t++) {
      if (next[t] < completed[t]) {
        earliest = Math.min(earliest, history.of(t).get(next[t]).returned);
      }
    }
    return earliest;
  }

  private long packed() {
    long all = 0;
    for (int n : done) {
      all = all << BITS | n;
    }
    return all;
  }
}
