package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.liveness.Livelock;
import dev.signalbox.check.engine.liveness.Starvation;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Race;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.WaitCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an execution showed.
 *
 * @param kind of the bug, or null if it showed none
 * @param type tells bugs of the same kind apart: the class of the exception, the two places of a
 *     data race
 * @param stuck the threads that wait for ever and should not
 * @param leaked threads that are left over, idle
 */
public record Verdict(@Nullable Kind kind, String type, List<Task> stuck, List<Task> leaked) {
  static final Verdict NOTHING = new Verdict(null, "", List.of(), List.of());

  /** Where threads of a pool or timer wait for the next task. */
  private static final Set<String> IDLE =
      Set.of(
          "java.util.concurrent.ThreadPoolExecutor.getTask",
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "java.util.concurrent.ForkJoinPool.runWorker",
          "java.util.concurrent.DelayScheduler.loop",
          "java.util.TimerThread.mainLoop");

  static Verdict of(Execution e, long maxSteps) {
    return switch (e.end()) {
      case UNCAUGHT -> {
        Throwable t = e.error();
        Kind kind = t instanceof AssertionError ? Kind.ASSERTION : Kind.EXCEPTION;
        yield found(kind, t == null ? "" : t.getClass().getName());
      }
      case EXIT -> e.exitStatus() == 0 ? NOTHING : found(Kind.EXCEPTION, "exit " + e.exitStatus());
      case RACE -> race(e.races().getLast());
      case CYCLE -> new Verdict(Kind.DEADLOCK, "", cycle(e), List.of());
      case STUCK -> stuck(e);
      case COMPLETED -> e.live() == 0 ? NOTHING : leftOver(e);
      case STEP_LIMIT -> stepLimit(e, maxSteps);
      case UNCONTROLLED, CUT -> NOTHING;
    };
  }

  static Verdict race(Race race) {
    return found(Kind.RACE, race.key());
  }

  /** The {@link Race#key()} of a data race, or null. */
  public @Nullable String race() {
    return kind == Kind.RACE ? type : null;
  }

  public boolean isBug() {
    return kind != null;
  }

  boolean same(Verdict other) {
    return kind == other.kind && type.equals(other.type);
  }

  private static Verdict found(Kind kind, String type) {
    return new Verdict(kind, type, List.of(), List.of());
  }

  private static Verdict stuck(Execution e) {
    List<Task> cycle = cycle(e);
    if (!cycle.isEmpty()) {
      return new Verdict(Kind.DEADLOCK, "", cycle, List.of());
    }
    List<Task> stuck = new ArrayList<>();
    List<Task> leaked = new ArrayList<>();
    for (Task t : unfinished(e)) {
      if (!t.daemon) {
        (isIdle(t) ? leaked : stuck).add(t);
      }
    }
    if (stuck.isEmpty()) {
      return leftOver(e);
    }
    return new Verdict(Kind.DEADLOCK, "", stuck, leaked);
  }

  /** The program is through; daemons among themselves may still be deadlocked. */
  private static Verdict leftOver(Execution e) {
    List<Task> cycle = cycle(e);
    if (!cycle.isEmpty()) {
      return new Verdict(Kind.DEADLOCK, "", cycle, List.of());
    }
    List<Task> leaked = new ArrayList<>();
    for (Task t : unfinished(e)) {
      if (!t.daemon || (t.thread.isVirtual() && !t.isRunnable() && !t.waitsWithTimeout())) {
        leaked.add(t);
      }
    }
    return leaked.isEmpty() ? NOTHING : new Verdict(null, "", List.of(), leaked);
  }

  /** Threads that were stuck during the second half of a run without end are deadlocked. */
  private static Verdict stepLimit(Execution e, long maxSteps) {
    if (Starvation.of(e, busy(e)) != null) {
      return found(Kind.STARVATION, "");
    }
    List<Task> stuck = new ArrayList<>();
    for (Task t : busy(e)) {
      if (!t.daemon
          && !t.isRunnable()
          && !t.waitsWithTimeout()
          && t.how() != Task.JOIN
          && t.blockedAtStep() < maxSteps / 2
          && othersAreDaemons(e, t)) {
        stuck.add(t);
      }
    }
    if (!stuck.isEmpty()) {
      return new Verdict(Kind.DEADLOCK, "", stuck, List.of());
    }
    return found(Livelock.of(e) == null ? Kind.HANG : Kind.LIVELOCK, "");
  }

  /** Threads that have not ended and do not idle. */
  public static List<Task> busy(Execution e) {
    List<Task> busy = unfinished(e);
    busy.removeIf(t -> !t.isRunnable() && isIdle(t));
    return busy;
  }

  /** A thread that waits while the program's own threads spin is waiting for them: a hang. */
  private static boolean othersAreDaemons(Execution e, Task stuck) {
    for (Task t : unfinished(e)) {
      if (t != stuck && !t.daemon && (t.isRunnable() || t.waitsWithTimeout())) {
        return false;
      }
    }
    return true;
  }

  /** A waiting cycle: each waits for the next, the last for the first; empty if there is none. */
  static List<Task> cycle(Execution e) {
    for (Task start : unfinished(e)) {
      List<Task> path = new ArrayList<>();
      Task t = start;
      while (t != null && !t.isRunnable() && !t.waitsWithTimeout() && !path.contains(t)) {
        path.add(t);
        t = WaitCycle.holder(t);
      }
      if (t != null && path.contains(t)) {
        return path.subList(path.indexOf(t), path.size());
      }
    }
    return List.of();
  }

  static List<Task> unfinished(Execution e) {
    List<Task> list = new ArrayList<>();
    for (int i = 0; i < e.taskCount(); i++) {
      if (!e.task(i).ended()) {
        list.add(e.task(i));
      }
    }
    return list;
  }

  private static boolean isIdle(Task t) {
    for (StackTraceElement f : t.getStackTrace()) {
      if (IDLE.contains(f.getClassName() + "." + f.getMethodName())) {
        return true;
      }
      if (!f.getClassName().startsWith("java.")
          && !f.getClassName().startsWith("jdk.")
          && !f.getClassName().startsWith("dev.signalbox.check.runtime.")) {
        return false;
      }
    }
    return false;
  }
}
