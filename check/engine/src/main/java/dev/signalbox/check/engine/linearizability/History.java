package dev.signalbox.check.engine.linearizability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls and returns of one execution of a scenario, in order (Herlihy and Wing, TOPLAS 1990).
 * Plain code: under control, one thread runs at a time.
 */
final class History {
  private static final int NEVER = Integer.MAX_VALUE;

  private final Scenario scenario;
  private final List<List<Operation>> operations = new ArrayList<>();
  private int moments;

  /** An operation that was called. */
  static final class Operation {
    final int thread;
    final Invocation invocation;
    final int called;
    int returned = NEVER;
    @Nullable Outcome outcome;

    Operation(int thread, Invocation invocation, int called) {
      this.thread = thread;
      this.invocation = invocation;
      this.called = called;
    }

    boolean isPending() {
      return outcome == null;
    }
  }

  History(Scenario scenario) {
    this.scenario = scenario;
    for (int t = 0; t < scenario.threadCount(); t++) {
      operations.add(new ArrayList<>());
    }
  }

  Scenario scenario() {
    return scenario;
  }

  /** The next operation of a thread begins. */
  void called(int thread) {
    List<Operation> own = operations.get(thread);
    own.add(new Operation(thread, scenario.of(thread).get(own.size()), moments++));
  }

  /** The operation that a thread is in ends. */
  void returned(int thread, Outcome outcome) {
    Operation o = operations.get(thread).getLast();
    o.returned = moments++;
    o.outcome = outcome;
  }

  /** Of one thread, in order; only the last can be pending. */
  List<Operation> of(int thread) {
    return operations.get(thread);
  }

  int moments() {
    return moments;
  }

  int completed() {
    int n = 0;
    for (List<Operation> own : operations) {
      n += own.size() - (own.isEmpty() || !own.getLast().isPending() ? 0 : 1);
    }
    return n;
  }
}
