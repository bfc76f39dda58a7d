package dev.signalbox.check.engine.explain;

import dev.signalbox.check.engine.report.Location;
import dev.signalbox.check.engine.report.ThreadView;
import dev.signalbox.check.runtime.ClassStates;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Monitor;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.WaitCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Where each thread is at the end of an execution: what it waits for, and who holds that. */
final class ThreadStates {
  private final Execution execution;
  private final Trace trace;

  ThreadStates(Execution execution, Trace trace) {
    this.execution = execution;
    this.trace = trace;
  }

  ThreadView view(Task t) {
    boolean blocked = !t.ended() && !t.isRunnable() && t.how() != Task.NOT;
    ThreadView.Wait wait = blocked ? wait(t) : null;
    String end =
        t.ended()
            ? "finished"
            : t == execution.culprit() && execution.error() != null
                ? "failed"
                : wait == null ? "runnable" : "waits for " + wait.resource();
    return new ThreadView(
        ThreadNames.of(t),
        t.thread.isVirtual(),
        t.daemon && !t.thread.isVirtual(),
        end,
        wait,
        t.ended() || t == execution.culprit() && execution.error() != null
            ? List.of()
            : programFrames(t.getStackTrace()));
  }

  private ThreadView.Wait wait(Task t) {
    Location where = firstFrame(t);
    Object on = t.on();
    switch (t.how()) {
      case Task.MONITOR:
        if (on instanceof Monitor m) {
          Task owner = m.owner();
          return new ThreadView.Wait(
              "monitor " + trace.names().name(m.object),
              "synchronized",
              where,
              owner == null ? List.of() : List.of(holder(owner.id, m.takenAt())));
        }
        break;
      case Task.WAIT:
        if (on instanceof Monitor m) {
          return new ThreadView.Wait(trace.names().name(m.object), "wait()", where, List.of());
        }
        break;
      case Task.JOIN:
        if (on instanceof Thread thread) {
          Task other = WaitCycle.holder(t);
          return new ThreadView.Wait(
              "thread " + ThreadNames.of(thread, execution),
              "join()",
              where,
              other == null ? List.of() : List.of(new ThreadView.Holder(other.id, null)));
        }
        break;
      case Task.SLEEP:
        return new ThreadView.Wait("its sleep to end", "sleep()", where, List.of());
      case Task.CLASS_INIT:
        if (on instanceof ClassStates.State s) {
          Task other = WaitCycle.holder(t);
          return new ThreadView.Wait(
              "the initialization of class " + s.type().getSimpleName(),
              "class initialization",
              where,
              other == null ? List.of() : List.of(new ThreadView.Holder(other.id, null)));
        }
        break;
      default:
        break;
    }
    return parked(t, where);
  }

  private ThreadView.Wait parked(Task t, @Nullable Location where) {
    Trace.Entry call = trace.openCall(t.id);
    Object blocker = t.on();
    Object subject = call == null ? null : call.subject;
    String how = "park()";
    if (call != null) {
      String member = Sites.get(call.site).member();
      how = member.substring(member.lastIndexOf('.') + 1) + "()";
    }
    Object resource =
        subject != null ? subject : blocker != null ? trace.names().synchronizer(blocker) : null;
    String text =
        resource == null ? "an unpark" : trace.names().describe(resource) + state(resource);
    return new ThreadView.Wait(text, how, where, holders(t, blocker, resource));
  }

  private List<ThreadView.Holder> holders(
      Task t, @Nullable Object blocker, @Nullable Object resource) {
    List<ThreadView.Holder> holders = new ArrayList<>();
    Locks locks = resource == null ? null : trace.locksOn(trace.names().synchronizer(resource));
    Map<Integer, Integer> taken = locks == null ? Map.of() : locks.holders();
    Task owner = WaitCycle.holder(t);
    if (owner != null) {
      holders.add(holder(owner.id, taken.getOrDefault(owner.id, 0)));
    } else {
      taken.forEach((task, site) -> holders.add(holder(task, site)));
    }
    return holders;
  }

  private static ThreadView.Holder holder(int task, int site) {
    return new ThreadView.Holder(task, site == 0 ? null : Explanation.location(site));
  }

  /**
   * What a class of java.util.concurrent says of itself: {@code (Count = 1)}. Who has a lock is
   * told by its holders.
   */
  private static String state(Object o) {
    if (!o.getClass().getName().startsWith("java.util.concurrent.")
        || o instanceof Iterable
        || o instanceof Map
        || o instanceof Lock
        || o.getClass().getName().contains("ReadWriteLock$")) {
      return "";
    }
    String s = o.toString();
    int open = s.lastIndexOf('[');
    int close = s.lastIndexOf(']');
    return open < 0 || close < open || close - open > 60
        ? ""
        : " (" + s.substring(open + 1, close) + ")";
  }

  private static @Nullable Location firstFrame(Task t) {
    List<Location> frames = programFrames(t.getStackTrace());
    return frames.isEmpty() ? null : frames.getFirst();
  }

  /** Without the JDK's, the test framework's and our own. */
  static List<Location> programFrames(StackTraceElement[] stack) {
    List<Location> frames = new ArrayList<>();
    for (StackTraceElement f : stack) {
      String c = f.getClassName();
      if (!c.startsWith("java.")
          && !c.startsWith("jdk.")
          && !c.startsWith("sun.")
          && !c.startsWith("org.junit.")
          && !c.startsWith("org.opentest4j.")
          && !c.startsWith("dev.signalbox.check.")) {
        String file = f.getFileName();
        frames.add(new Location(c, f.getMethodName(), file == null ? c : file, f.getLineNumber()));
      }
    }
    return frames;
  }
}
