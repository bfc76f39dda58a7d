package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The operations of a scenario as a program of one thread, in an order that can be set. */
final class SerialRun implements Target {
  private final String name;
  private final Supplier<?> object;
  private final Scenario scenario;
  private List<Integer> order = List.of();
  private List<Outcome> outcomes = new ArrayList<>();
  private boolean hasObject;

  SerialRun(String name, Supplier<?> object, Scenario scenario) {
    this.name = name;
    this.object = object;
    this.scenario = scenario;
  }

  @Override
  public String name() {
    return name;
  }

  void setOrder(List<Integer> order) {
    this.order = order;
  }

  /** Of the last run, as far as it came. */
  List<Outcome> outcomes() {
    return outcomes;
  }

  /** Whether the last run came as far as to have an object. */
  boolean hasObject() {
    return hasObject;
  }

  /** The operation that the last run did not come to the end of. */
  Invocation unfinished() {
    int thread = order.get(outcomes.size());
    int before = 0;
    for (int t : order.subList(0, outcomes.size())) {
      before += t == thread ? 1 : 0;
    }
    return scenario.of(thread).get(before);
  }

  @Override
  public void run() {
    outcomes = new ArrayList<>();
    hasObject = false;
    Object o = object.get();
    hasObject = true;
    int[] done = new int[scenario.threadCount()];
    for (int thread : order) {
      outcomes.add(scenario.of(thread).get(done[thread]++).applyTo(o));
    }
  }
}
