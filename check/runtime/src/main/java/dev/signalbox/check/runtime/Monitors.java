package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** What threads do with monitors (JLS 17.1 and 17.2), in one execution. */
final class Monitors {
  private final Execution execution;
  private final MonitorTable table = new MonitorTable();

  Monitors(Execution execution) {
    this.execution = execution;
  }

  boolean isEmpty() {
    return table.isEmpty();
  }

  Monitor of(Object o) {
    return table.of(o);
  }

  @Nullable Monitor find(Object o) {
    return table.find(o);
  }

  /** A task that waited goes on as soon as it has the monitor again. */
  void reenter(Task t, Monitor m) {
    t.waitingIn = null;
    t.how = Task.MONITOR;
    t.status(ThreadStates.of(Task.MONITOR, false));
    m.entrySet.add(t);
    if (m.owner == null) {
      execution.addRunnable(t);
    }
  }

  /** A task that is about to take the monitor can go on only while that is free. */
  void enter(Task t, Monitor m, int site) {
    if (m.owner == null) {
      m.entrySet.add(t);
      execution.point(t);
    } else if (m.owner == t) {
      execution.point(t);
    } // else it blocks, and others go on anyway
    acquire(t, m, 1, site);
  }

  /** Notifies {@code t}, which has left the wait set. */
  void wake(Task t, Monitor m) {
    execution.wakes(t);
    t.notified = true;
    execution.earlyWakes.clear(t);
    reenter(t, m);
  }

  void wakeAll(Monitor m) {
    for (int i = 0; i < m.waitSet.size(); i++) {
      wake(m.waitSet.get(i), m);
    }
    m.waitSet.clear();
  }

  /** Waits until {@code t} has the monitor, {@code entries} times. */
  void acquire(Task t, Monitor m, int entries, int site) {
    if (m.owner == t) {
      m.entries += entries;
      return;
    }
    while (m.owner != null) {
      if (!m.entrySet.contains(t)) {
        m.entrySet.add(t);
      }
      execution.waits.block(t, Task.MONITOR, m);
    }
    m.owner = t;
    m.entries = entries;
    m.takenAt = site;
    if (execution.races != null) {
      HappensBefore.acquire(t, m.clock);
    }
    execution.touches(m.object, Footprints.MONITOR, Footprints.WRITE);
    if (!m.entrySet.isEmpty()) {
      m.entrySet.remove(t);
      for (int i = 0; i < m.entrySet.size(); i++) {
        execution.waits.suspend(m.entrySet.get(i), m);
      }
    }
  }

  /** Frees the monitor: whoever wants it competes. */
  void release(Monitor m) {
    Task t = m.owner;
    if (t != null && execution.races != null) {
      m.clock = HappensBefore.release(t);
    }
    m.owner = null;
    execution.touches(m.object, Footprints.MONITOR, Footprints.RELEASE);
    for (int i = 0; i < m.entrySet.size(); i++) {
      execution.addRunnable(m.entrySet.get(i));
    }
  }

  /**
   * Enters into the model the native monitors that a task keeps while it blocks: others must wait
   * for the model, because an OS thread that waits natively stands still with all tasks.
   */
  void lend(Task t) {
    for (int i = 0; i < t.inside.size(); i++) {
      Monitor m = table.of(t.inside.get(i));
      if (!m.lent && (m.owner == null || m.owner == t)) {
        if (m.owner == null) {
          m.owner = t;
          m.takenAt = t.site;
          execution.touches(m.object, Footprints.MONITOR, Footprints.WRITE);
        }
        m.lent = true;
        m.entries++;
        t.lent++;
      }
    }
  }

  /** The task leaves the native monitor of {@code o}, which it has lent to the model. */
  void takeBack(Task t, Object o) {
    for (int i = 0; i < t.inside.size(); i++) {
      if (t.inside.get(i) == o) {
        return;
      }
    }
    Monitor m = table.find(o);
    if (m != null && m.lent && m.owner == t) {
      m.lent = false;
      t.lent--;
      if (--m.entries == 0) {
        release(m);
      }
    }
  }
}
