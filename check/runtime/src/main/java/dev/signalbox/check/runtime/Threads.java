package dev.signalbox.check.runtime;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The threads of an execution: how they begin and how they end. */
final class Threads {
  private final Execution execution;
  private final ArrayList<Task> tasks = new ArrayList<>();

  /** By thread id: open addressing, no removal. Threads that begin to run look themselves up. */
  private volatile @Nullable Task[] table = new Task[16];

  private int live;
  private int liveNonDaemon;

  Threads(Execution execution) {
    this.execution = execution;
  }

  int count() {
    return tasks.size();
  }

  Task get(int id) {
    return tasks.get(id);
  }

  /** The task that runs {@code thread}, or null if that is none of this execution. */
  @Nullable Task of(Thread thread) {
    @Nullable Task[] slots = table;
    int mask = slots.length - 1;
    int i = (int) thread.threadId() & mask;
    Task t = slots[i];
    while (t != null && t.thread != thread) {
      i = (i + 1) & mask;
      t = slots[i];
    }
    return t;
  }

  private void enter(Task t) {
    tasks.add(t);
    @Nullable Task[] slots = table;
    if (tasks.size() * 2 > slots.length) {
      slots = new Task[slots.length * 2];
      for (int i = 0; i < tasks.size(); i++) {
        put(slots, tasks.get(i));
      }
    } else {
      put(slots, t);
    }
    table = slots;
  }

  private static void put(@Nullable Task[] slots, Task t) {
    int mask = slots.length - 1;
    int i = (int) t.thread.threadId() & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = t;
  }

  /** How many have not ended. */
  int live() {
    return live;
  }

  /**
   * @param main what it runs in place of its own {@code run}, or null
   */
  Task spawn(Thread thread, @Nullable Runnable main) {
    Execution e = execution;
    boolean daemon = thread.isDaemon();
    Body body = new Body(main);
    Task t = new Task(e, thread, tasks.size(), daemon);
    body.of(t);
    e.backend.spawned(t, body);
    t.status(ThreadStates.RUNNABLE);
    enter(t);
    if (e.races != null) {
      HappensBefore.start(e.running, t);
    }
    live++;
    if (!daemon) {
      liveNonDaemon++;
    }
    e.addRunnable(t);
    e.wakes(t);
    Footprints f = e.footprints;
    if (f != null) {
      f.touches(e, Footprints.STATE, Footprints.WRITE); // its number
      f.touches(thread, Footprints.STARTED, Footprints.WRITE);
      f.touches(thread, Footprints.ALIVE, Footprints.WRITE);
    }
    e.strategy.started(t);
    return t;
  }

  void uncaught(Task t, Throwable failure) {
    if (hasHandler(t.thread)) {
      try {
        SignalboxThreads.dispatchUncaughtException(t.thread, failure);
      } catch (Abandoned a) {
        return;
      } catch (Throwable ignored) {
        // As in the JVM: what the handler throws is dropped.
      }
      return;
    }
    execution.failed(t, failure);
  }

  private static boolean hasHandler(Thread t) {
    if (t.getUncaughtExceptionHandler() != t.getThreadGroup() || Determinism.hasDefaultHandler()) {
      return true;
    }
    for (ThreadGroup g = t.getThreadGroup(); g != null; g = g.getParent()) {
      if (g.getClass() != ThreadGroup.class) {
        return true;
      }
    }
    return false;
  }

  void ended(Task t) {
    Execution e = execution;
    t.noPreempt++;
    try {
      SignalboxThreads.exit(t.thread);
    } finally {
      t.noPreempt--;
    }
    t.status(ThreadStates.TERMINATED);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.ENDED, t, 0, t.thread, null);
    }
    live--;
    e.removeRunnable(t);
    Footprints f = e.footprints;
    if (f != null) {
      f.touches(t.thread, Footprints.STATE, Footprints.RELEASE);
      f.touches(t.thread, Footprints.ALIVE, Footprints.WRITE);
    }
    Monitor own = e.monitors.isEmpty() ? null : e.monitors.find(t.thread);
    if (own != null) {
      e.monitors.wakeAll(own); // JLS 17.2: Thread.join is specified by notifyAll on the thread
    }
    for (int i = 0; i < t.joiners.size(); i++) {
      Task j = t.joiners.get(i);
      if (!j.isRunnable()) { // its timeout may have ended
        e.addRunnable(j);
        e.wakes(j);
      }
    }
    t.joiners.clear();
    if (!t.daemon && --liveNonDaemon == 0) {
      e.finish(Execution.End.COMPLETED, null);
    }
  }
}
