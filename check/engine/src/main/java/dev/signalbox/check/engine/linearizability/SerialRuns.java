package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.Session;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.explore.Schedule;
import dev.signalbox.check.runtime.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the operations of a scenario serially. Under control too, so that static state is set back,
 * and an operation that waits for ever is noticed.
 */
final class SerialRuns implements SerialState.Runner {
  private final Scenario scenario;
  private final SerialRun run;
  private final Explorer explorer;
  private boolean first = true;

  SerialRuns(Session session, Plan plan, CheckRequest request, Scenario scenario) {
    this.scenario = scenario;
    this.run = new SerialRun(request.target(), plan.specification(), scenario);
    this.explorer =
        session.explorer(run, "random", request.seed(), request.maxSteps(), RaceFilter.NONE);
  }

  SerialState initial() {
    return SerialState.initial(scenario, this);
  }

  @Override
  public List<Outcome> run(List<Integer> order) {
    run.setOrder(order);
    List<Outcome> outcomes = runOnce();
    if (first) {
      first = false;
      List<Outcome> again = runOnce();
      for (int i = 0; i < outcomes.size(); i++) {
        if (!outcomes.get(i).equals(again.get(i))) {
          throw new CannotCheckException(differs(order, i, outcomes.get(i), again.get(i)));
        }
      }
      return again;
    }
    return outcomes;
  }

  private List<Outcome> runOnce() {
    Execution e = explorer.trace(Schedule.DEFAULT, null, null);
    List<Outcome> outcomes = new ArrayList<>(run.outcomes());
    switch (e.end()) {
      case COMPLETED -> {}
      case STUCK, CYCLE -> {
        if (!run.hasObject()) {
          throw new CannotCheckException("making the object waits for ever");
        }
        outcomes.add(Outcome.WAITS);
      }
      default -> throw new CannotCheckException(problem(e));
    }
    return outcomes;
  }

  private String problem(Execution e) {
    String what = run.hasObject() ? run.unfinished().text() : "making the object";
    String how =
        switch (e.end()) {
          case UNCAUGHT -> "throws " + e.error();
          case EXIT -> "calls System.exit";
          case STEP_LIMIT -> "does not end within the steps that an execution may have";
          default -> e.reason();
        };
    return what + ", when one thread alone does all operations of a scenario: " + how;
  }

  private String differs(List<Integer> order, int i, Outcome one, Outcome another) {
    int number = 0;
    for (int t : order.subList(0, i)) {
      number += t == order.get(i) ? 1 : 0;
    }
    Invocation invocation = scenario.of(order.get(i)).get(number);
    return "the same operations in one thread do not come to the same again: "
        + invocation
        + " "
        + one
        + ", then "
        + another
        + "; make a new object each time, one that does not depend on chance, and let operations"
        + " return what can be compared by equals (numbers, strings, a copy as a List)";
  }
}
