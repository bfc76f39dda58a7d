package dev.signalbox.check.runtime;

import java.util.ArrayList;

/**
 * The waiting tasks of an execution that may wake up without being notified: spuriously, or because
 * their timeout ends although others could go on.
 */
final class EarlyWakes {
  private final Execution execution;
  private final ArrayList<Task> tasks = new ArrayList<>(2);

  EarlyWakes(Execution execution) {
    this.execution = execution;
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  int count() {
    return tasks.size();
  }

  Task get(int i) {
    return tasks.get(i);
  }

  void allowSpurious(Task t) {
    t.spurious = true;
    tasks.add(t);
  }

  void allowTimeout(Task t) {
    t.mayWakeEarly = true;
    tasks.add(t);
  }

  void clear(Task t) {
    if (t.mayWakeEarly || t.spurious) {
      t.mayWakeEarly = false;
      t.spurious = false;
      tasks.remove(t);
    }
  }

  void wake(Task t) {
    if (t.mayWakeEarly) {
      execution.clock.jumpTo(t.wakeAt);
    } else {
      clear(t);
      Tracer tr = execution.tracer;
      if (tr != null) {
        tr.event(Tracer.SPURIOUS, t, t.site, t.on, null);
      }
      execution.waits.leave(t);
    }
  }
}
