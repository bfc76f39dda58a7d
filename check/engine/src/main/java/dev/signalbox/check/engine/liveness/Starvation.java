package dev.signalbox.check.engine.liveness;

import dev.signalbox.check.runtime.Backlog;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.History;
import dev.signalbox.check.runtime.Monitor;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread that wants a resource, or a task in a priority queue, is overtaken again and again: in
 * the second half of a run without end, under the fair schedule, it got nothing, while others had
 * the same resource many times.
 *
 * @param waiting the thread; null if it is a task that waits
 * @param task what waits in a priority queue; null if it is a thread that waits
 * @param resource the object of the monitor, the synchronizer, the queue or pool
 * @param since the step since which it surely waits
 * @param bypasses how often it was overtaken, at least
 * @param overtakers how often by whom, by thread; empty for a task
 */
public record Starvation(
    @Nullable Task waiting,
    @Nullable Object task,
    Object resource,
    long since,
    long bypasses,
    Map<Integer, Overtaker> overtakers) {

  /** Whoever is overtaken less often than this is not called starved. */
  private static final long FEWEST_BYPASSES = 1000;

  private static final Set<String> TAKES =
      Set.of(
          "lock",
          "lockInterruptibly",
          "tryLock",
          "acquire",
          "acquireUninterruptibly",
          "tryAcquire",
          "readLock",
          "writeLock",
          "tryReadLock",
          "tryWriteLock");

  /**
   * @param site where it took the resource last
   */
  public record Overtaker(long times, int site) {}

  /**
   * What an execution that went past its limit of steps shows; null if nobody starves.
   *
   * @param candidates threads that may be starving: not those that idle
   */
  public static @Nullable Starvation of(Execution e, List<Task> candidates) {
    History h = e.history();
    if (h == null) {
      return null;
    }
    Starvation worst = null;
    for (Task t : candidates) {
      Object resource = wanted(t, h);
      Starvation s = resource == null ? null : overtaken(t, resource, h);
      if (s != null && (worst == null || s.bypasses > worst.bypasses)) {
        worst = s;
      }
    }
    return worst != null ? worst : inQueue(h);
  }

  private static @Nullable Starvation inQueue(History h) {
    for (Backlog b : h.backlogs()) {
      Object left = b.left();
      if (left != null && b.overtakers() >= FEWEST_BYPASSES) {
        return new Starvation(null, left, b.owner, h.startsAtStep(), b.overtakers(), Map.of());
      }
    }
    return null;
  }

  /** What {@code t} has asked for and not got, as long as the history reaches back; or null. */
  private static @Nullable Object wanted(Task t, History h) {
    boolean blocked = !t.isRunnable() && t.blockedAtStep() < h.startsAtStep();
    if (blocked) {
      Object on = t.on();
      return switch (t.how()) {
        case Task.MONITOR, Task.WAIT -> on instanceof Monitor m ? m.object : null;
        case Task.PARK -> on == null ? null : Synchronizer.of(on);
        default -> null;
      };
    }
    return waitedFor(t, h);
  }

  /** What {@code t} waits for again each time that it was woken up, without ever coming out. */
  private static @Nullable Object waitedFor(Task t, History h) {
    Object resource = null;
    int left = 0; // how often it goes out in what follows
    for (int ago = 0; ago < h.size(); ago++) {
      History.Event e = h.event(ago);
      Object subject = e.subject();
      if (e.task() != t.id || subject == null) {
        continue;
      }
      Object synchronizer = Synchronizer.of(subject);
      String method = e.what() == Tracer.CALL ? method(e) : "";
      boolean waits = e.what() == Tracer.WAITS || method.startsWith("await");
      if (waits) {
        if (left > 0 || (resource != null && resource != synchronizer)) {
          return null;
        }
        resource = synchronizer;
      } else if (e.what() == Tracer.EXITED || method.startsWith("unlock")) {
        left += resource == null || resource == synchronizer ? 1 : 0;
      } else if (takes(e, synchronizer) && (resource == null || resource == synchronizer)) {
        if (left == 0) {
          return null;
        }
        left--;
      }
    }
    return resource;
  }

  private static @Nullable Starvation overtaken(Task t, Object resource, History h) {
    Map<Integer, Overtaker> overtakers = new TreeMap<>();
    Map<Integer, History.Event> attempts = new HashMap<>();
    long bypasses = 0;
    for (int ago = h.size() - 1; ago >= 0; ago--) {
      History.Event e = h.event(ago);
      if (e.task() == t.id) {
        continue;
      }
      History.Event attempt = attempts.remove(e.task());
      History.Event taken = null;
      if (attempt != null) {
        taken = Boolean.FALSE.equals(e.value()) ? null : attempt;
      } else if (takes(e, resource)) {
        if (e.what() == Tracer.CALL && method(e).startsWith("try")) {
          attempts.put(e.task(), e);
        } else {
          taken = e;
        }
      }
      if (taken != null) {
        Overtaker before = overtakers.get(e.task());
        long times = before == null ? 1 : before.times + 1;
        overtakers.put(e.task(), new Overtaker(times, taken.site()));
        bypasses++;
      }
    }
    long since = t.isRunnable() ? h.startsAtStep() : Math.min(h.startsAtStep(), t.blockedAtStep());
    return bypasses < FEWEST_BYPASSES
        ? null
        : new Starvation(t, null, resource, since, bypasses, overtakers);
  }

  private static boolean takes(History.Event e, Object resource) {
    Object subject = e.subject();
    if (subject == null) {
      return false;
    }
    return switch (e.what()) {
      case Tracer.ENTERED -> subject == resource && Sites.get(e.site()).kind() == Sites.ENTER;
      case Tracer.CALL -> TAKES.contains(method(e)) && Synchronizer.of(subject) == resource;
      default -> false;
    };
  }

  private static String method(History.Event e) {
    String member = Sites.get(e.site()).member();
    return member.substring(member.lastIndexOf('.') + 1);
  }
}
