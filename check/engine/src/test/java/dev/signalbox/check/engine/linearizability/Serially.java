package dev.signalbox.check.engine.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs the operations of a scenario one after the other, in the test's own thread. */
record Serially(Supplier<?> object, Scenario scenario) implements SerialState.Runner {
  @Override
  public List<Outcome> run(List<Integer> order) {
    Object o = object.get();
    int[] done = new int[scenario.threadCount()];
    List<Outcome> outcomes = new ArrayList<>();
    for (int thread : order) {
      Outcome outcome = scenario.of(thread).get(done[thread]++).applyTo(o);
      boolean waits = outcome.equals(Outcome.returned(Blocking.WAITS));
      outcomes.add(waits ? Outcome.WAITS : outcome);
      if (waits) {
        break;
      }
    }
    return outcomes;
  }

  /** Stands for an operation that does not return. */
  enum Blocking {
    WAITS
  }
}
