package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** How the tasks of an execution come to wait, and how they go on. */
final class Waits {
  private final Execution execution;

  Waits(Execution execution) {
    this.execution = execution;
  }

  /** Blocks the calling task until another makes it runnable. */
  void block(Task t, int how, @Nullable Object on) {
    Execution e = execution;
    if (!t.inside.isEmpty()) {
      e.monitors.lend(t);
    }
    t.how = how;
    t.on = on;
    t.blockedAtStep = e.steps();
    t.clockReads = 0;
    t.status(ThreadStates.of(how, t.wakeAt >= 0));
    e.removeRunnable(t);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.BLOCKED, t, t.site, on, null);
    }
    // If nobody can go on, the end is near anyway, and nothing has to be looked at.
    boolean othersGoOn = e.runnableCount() > 0 || e.clock.hasTimer();
    if (othersGoOn && t.wakeAt < 0 && WaitCycle.closedBy(t)) {
      e.finish(Execution.End.CYCLE, t);
      e.abandon(t);
    }
    e.giveWay(t);
    over(t);
  }

  /** The task goes on: it waits no longer. */
  static void over(Task t) {
    if (t.how != Task.NOT) {
      t.how = Task.NOT;
      t.on = null;
      t.status(ThreadStates.RUNNABLE);
    }
  }

  /** A runnable task that would only find {@code m} taken: it blocks without being run. */
  void suspend(Task t, Monitor m) {
    if (t.isRunnable()) {
      boolean first = t.how == Task.NOT;
      if (first) {
        t.status(ThreadStates.of(Task.MONITOR, false));
      }
      t.how = Task.MONITOR;
      t.on = m;
      t.blockedAtStep = execution.steps();
      execution.removeRunnable(t);
      Tracer tr = execution.tracer;
      if (first && tr != null) {
        tr.event(Tracer.BLOCKED, t, t.site, m, null);
      }
    }
  }

  /** Wakes a task for another reason than being notified. */
  void leave(Task t) {
    execution.wakes(t);
    Monitor m = t.waitingIn;
    if (m != null) {
      execution.touches(m, Footprints.STATE, Footprints.WRITE);
      m.waitSet.remove(t);
      execution.monitors.reenter(t, m);
    } else {
      execution.addRunnable(t);
    }
  }
}
