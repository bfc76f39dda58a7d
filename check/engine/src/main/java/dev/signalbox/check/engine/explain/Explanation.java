package dev.signalbox.check.engine.explain;

import dev.signalbox.check.engine.report.Endless;
import dev.signalbox.check.engine.report.Event;
import dev.signalbox.check.engine.report.Finding;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.engine.report.Location;
import dev.signalbox.check.engine.report.SourceLines;
import dev.signalbox.check.engine.report.ThreadView;
import dev.signalbox.check.runtime.ClassStates;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.History;
import dev.signalbox.check.runtime.Race;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import dev.signalbox.check.runtime.WaitCycle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An execution that was traced, told in the program's own names. */
public final class Explanation {
  private final Execution execution;
  private final Trace trace;
  private final List<Trace.Entry> entries;
  private final SourceLines sources;
  private final ThreadStates threads;
  private final EndlessRun endlessRun;

  public Explanation(Execution execution, Trace trace, SourceLines sources) {
    this.execution = execution;
    this.trace = trace;
    trace.names().execution(execution);
    this.entries = trace.entries();
    History history = execution.history();
    if (history != null) {
      trace.recallOpenCalls(history, execution.taskCount());
    }
    this.sources = sources;
    this.threads = new ThreadStates(execution, trace);
    this.endlessRun = new EndlessRun(execution, trace, this);
  }

  public List<ThreadView> threads() {
    List<ThreadView> views = new ArrayList<>();
    for (int i = 0; i < execution.taskCount(); i++) {
      views.add(threads.view(execution.task(i)));
    }
    return views;
  }

  /**
   * The threads of a waiting cycle: each waits for something that the next holds, the last for the
   * first; empty if there is none.
   */
  public List<Integer> cycle() {
    List<ThreadView> views = threads();
    for (int start = 0; start < views.size(); start++) {
      List<Integer> path = new ArrayList<>();
      if (leadsBack(views, start, start, path)) {
        return path;
      }
    }
    return List.of();
  }

  private static boolean leadsBack(List<ThreadView> views, int at, int start, List<Integer> path) {
    ThreadView.Wait wait = views.get(at).waitsFor();
    if (wait == null || path.contains(at)) {
      return false;
    }
    path.add(at);
    for (ThreadView.Holder h : wait.holders()) {
      if (h.thread() == start || leadsBack(views, h.thread(), start, path)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }

  public String cause(Kind kind, List<Task> stuck, List<Integer> cycle, @Nullable Endless endless) {
    if (endless != null) {
      return endlessRun.cause(endless);
    }
    return switch (kind) {
      case ASSERTION, EXCEPTION -> causeOfError();
      case DEADLOCK -> causeOfDeadlock(stuck, cycle);
      case RACE -> causeOfRace();
      case HANG, LIVELOCK, STARVATION ->
          "no end after "
              + String.format(java.util.Locale.ROOT, "%,d", execution.steps())
              + " scheduling points";
    };
  }

  private String causeOfRace() {
    Finding.Conflict c = conflict();
    if (c == null) {
      return "?";
    }
    return c.variable()
        + " is "
        + (c.first().writes() ? "written" : "read")
        + " by "
        + ThreadNames.of(execution.task(c.first().thread()))
        + " and "
        + (c.second().writes() ? "written" : "read")
        + " by "
        + ThreadNames.of(execution.task(c.second().thread()))
        + ", and nothing orders the two";
  }

  /** The two accesses of the data race that ended the execution, or null. */
  public Finding.@Nullable Conflict conflict() {
    if (execution.end() != Execution.End.RACE) {
      return null;
    }
    Race race = execution.races().getLast();
    return new Finding.Conflict(variable(race), access(race.first), access(race.second));
  }

  private String variable(Race race) {
    Object owner = race.owner;
    if (owner == null || race.place > 0 && !owner.getClass().isArray()) {
      return race.variable();
    }
    return owner.getClass().isArray()
        ? race.variable().replaceFirst("\\[]$", "[" + race.place + "]")
        : trace.names().describe(owner);
  }

  private static Finding.Access access(Race.Access a) {
    Throwable stack = a.stack;
    List<Location> frames =
        stack == null ? List.of() : ThreadStates.programFrames(stack.getStackTrace());
    return new Finding.Access(
        a.task, a.writes, frames.isEmpty() ? List.of(location(a.site)) : frames);
  }

  private String causeOfError() {
    Throwable t = execution.error();
    Task who = execution.culprit();
    String in = who == null ? "" : " in thread " + ThreadNames.of(who);
    if (t == null) {
      return "the program called System.exit(" + execution.exitStatus() + ")" + in;
    }
    String message = t.getMessage();
    String text = message == null || message.isBlank() ? "" : message.strip();
    return t instanceof AssertionError && !text.isEmpty()
        ? text
        : t.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text) + in;
  }

  private String causeOfDeadlock(List<Task> stuck, List<Integer> cycle) {
    if (cycle.size() > 1) {
      List<String> names = cycle.stream().map(i -> ThreadNames.of(execution.task(i))).toList();
      return String.join(", ", names.subList(0, names.size() - 1))
          + " and "
          + names.getLast()
          + " wait for each other: "
          + String.join(", ", cycle.stream().map(i -> resource(execution.task(i))).toList());
    }
    Task t = mostTelling(stuck);
    ThreadView.Wait wait = threads.view(t).waitsFor();
    String who = ThreadNames.of(t);
    if (!cycle.isEmpty()) {
      Task self = execution.task(cycle.getFirst());
      ThreadView.Wait own = threads.view(self).waitsFor();
      return ThreadNames.of(self)
          + " waits for itself"
          + (own == null ? "" : ": " + own.resource());
    }
    return who
        + " waits"
        + (wait == null
            ? ""
            : " for " + (t.how() == Task.WAIT ? "a notification on " : "") + wait.resource())
        + ", and no thread is left that could end the wait";
  }

  private String resource(Task t) {
    ThreadView.Wait wait = threads.view(t).waitsFor();
    return wait == null ? "?" : wait.resource();
  }

  /** Not one that only joins another that is stuck itself; that one may be a daemon. */
  private static Task mostTelling(List<Task> stuck) {
    for (Task t : stuck) {
      if (t.how() != Task.JOIN) {
        return t;
      }
    }
    Task t = stuck.getFirst();
    while (t.how() == Task.JOIN) {
      Task joined = WaitCycle.holder(t);
      if (joined == null) {
        break;
      }
      t = joined;
    }
    return t;
  }

  /** Why a livelock or starvation does not end; null for other kinds. */
  public @Nullable Endless endless(Kind kind, List<Task> busy) {
    return endlessRun.why(kind, busy);
  }

  public Finding.@Nullable Failure failure() {
    Throwable t = execution.error();
    Task who = execution.culprit();
    if (t == null || who == null) {
      return null;
    }
    List<String> causes = new ArrayList<>();
    for (Throwable c = t.getCause(); c != null && causes.size() < 5; c = c.getCause()) {
      causes.add(c.getClass().getName() + ": " + c.getMessage());
    }
    String message = t.getMessage();
    return new Finding.Failure(
        who.id,
        t.getClass().getName(),
        message == null ? "" : message,
        ThreadStates.programFrames(t.getStackTrace()),
        causes);
  }

  public List<String> notes(List<Task> leaked) {
    List<String> notes = new ArrayList<>();
    for (Trace.Entry e : entries) {
      if (e.what == Tracer.SPURIOUS) {
        notes.add(
            ThreadNames.of(execution.task(e.task))
                + " woke up without being notified, which Object.wait and LockSupport.park may do"
                + " at any time: wait in a loop that checks the condition");
      }
    }
    if (!leaked.isEmpty()) {
      notes.add(leaked(leaked));
    }
    return notes;
  }

  /** A note about threads that were left over. */
  public static String leaked(List<Task> leaked) {
    return "left running: "
        + String.join(", ", leaked.stream().map(ThreadNames::of).toList())
        + (leaked.stream().allMatch(t -> t.daemon) ? "" : "; the program would not exit by itself");
  }

  // ---- the interleaving

  public List<Event> events() {
    Set<Trace.Entry> telling = telling();
    List<Event> events = new ArrayList<>();
    int step = 0;
    for (Trace.Entry e : entries.subList(0, endlessRun.shown())) {
      step++;
      Event event = event(e, step, telling.contains(e));
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /** Null if there is nothing to tell. */
  @Nullable Event event(Trace.Entry e, int step, boolean telling) {
    String what = text(e);
    if (what.isEmpty()) {
      return null;
    }
    Location where = e.site == 0 ? null : location(e.site);
    return new Event(step, e.task, what, where, where == null ? "" : sources.at(where), telling);
  }

  private String text(Trace.Entry e) {
    Sites.Site site = Sites.get(e.site);
    String member = site.member();
    Object subject = e.subject;
    return switch (e.what) {
      case Tracer.READ -> "read " + variable(e, site) + equal(e.value, site);
      case Tracer.WRITE -> "write " + variable(e, site) + equal(e.value, site);
      case Tracer.ENTERED -> "lock " + (subject == null ? "" : trace.names().name(subject));
      case Tracer.EXITED -> "unlock " + (subject == null ? "" : trace.names().name(subject));
      case Tracer.WAITS -> "wait on " + (subject == null ? "" : trace.names().name(subject));
      case Tracer.NOTIFIES ->
          member + " on " + (subject == null ? "" : trace.names().name(subject));
      case Tracer.CALL ->
          e.startsThread ? "" : call(e, member) + (e.value.isEmpty() ? "" : " → " + e.value);
      case Tracer.STARTED ->
          "start " + (subject instanceof Thread t ? ThreadNames.of(t, execution) : "a thread");
      case Tracer.SPURIOUS -> "wakes up without being notified";
      case Tracer.TIMED_OUT -> "the wait times out";
      case Tracer.BLOCKED -> blocked(subject);
      case Tracer.ENDED -> "end";
      case Tracer.OPERATION, Tracer.OUTCOME -> String.valueOf(e.detail);
      default -> "";
    };
  }

  private String blocked(@Nullable Object on) {
    return switch (on) {
      case null -> "waits";
      case Thread t -> "waits for thread " + ThreadNames.of(t, execution);
      case ClassStates.State s -> "waits for class " + s.type().getSimpleName();
      default -> {
        Object o = trace.names().synchronizer(on);
        yield trace.names().isNamed(o) ? "waits for " + trace.names().name(o) : "waits";
      }
    };
  }

  /** An object may have been named after the very field. */
  private static String equal(String value, Sites.Site site) {
    return value.isEmpty() || value.equals(site.member()) ? "" : " = " + value;
  }

  private String variable(Trace.Entry e, Sites.Site site) {
    if (e.detail instanceof Integer index) {
      String array = site.member();
      Object a = e.subject;
      return (array.isEmpty() && a != null ? trace.names().name(a) : array) + "[" + index + "]";
    }
    String field = site.member().substring(site.member().lastIndexOf('.') + 1);
    boolean foreign = e.subject == null && !site.owner().equals(site.className());
    return foreign ? site.member() : field;
  }

  private String call(Trace.Entry e, String member) {
    int nul = member.indexOf('\0');
    String method = member.substring(nul + 1);
    String name = method.substring(method.lastIndexOf('.') + 1);
    Object subject = e.subject;
    if (subject == null) {
      return method + "()";
    }
    return trace.names().name(subject) + "." + name + "()";
  }

  /** What several threads touched, at least one of them changing it; and what switches threads. */
  private Set<Trace.Entry> telling() {
    Map<Object, Map<Integer, Set<Integer>>> all = new IdentityHashMap<>();
    Map<Object, Set<Integer>> written = new IdentityHashMap<>();
    for (Trace.Entry e : entries) {
      Object key = key(e);
      if (key != null) {
        int location = place(e);
        all.computeIfAbsent(key, k -> new HashMap<>())
            .computeIfAbsent(location, l -> new HashSet<>())
            .add(e.task);
        if (e.what != Tracer.READ) {
          written.computeIfAbsent(key, k -> new HashSet<>()).add(location);
        }
      }
    }
    Set<Trace.Entry> telling = new HashSet<>();
    for (Trace.Entry e : entries) {
      Object key = key(e);
      boolean shared =
          key != null
              && written.getOrDefault(key, Set.of()).contains(place(e))
              && all.getOrDefault(key, Map.of()).getOrDefault(place(e), Set.of()).size() > 1;
      boolean always =
          (e.what == Tracer.STARTED && e.site != 0)
              || e.what == Tracer.SPURIOUS
              || e.what == Tracer.TIMED_OUT
              || e.what == Tracer.OPERATION
              || e.what == Tracer.OUTCOME;
      if (shared || always) {
        telling.add(e);
      }
    }
    return telling;
  }

  private static final Object STATICS = new Object();

  private @Nullable Object key(Trace.Entry e) {
    return switch (e.what) {
      case Tracer.READ, Tracer.WRITE -> e.subject == null ? STATICS : e.subject;
      case Tracer.ENTERED, Tracer.EXITED, Tracer.WAITS, Tracer.NOTIFIES -> e.subject;
      case Tracer.CALL, Tracer.BLOCKED ->
          e.subject == null || e.subject instanceof Thread
              ? null
              : trace.names().synchronizer(e.subject);
      default -> null;
    };
  }

  private static int place(Trace.Entry e) {
    if (e.what != Tracer.READ && e.what != Tracer.WRITE) {
      return 0;
    }
    return e.detail instanceof Integer index ? ~index : Sites.location(e.site);
  }

  static Location location(int siteId) {
    Sites.Site s = Sites.get(siteId);
    return new Location(s.className(), s.method(), s.file(), s.line());
  }

  /** One line for each scheduling point: what a replay must go through again. */
  public static List<String> steps(Trace trace) {
    List<String> steps = new ArrayList<>();
    for (Trace.Entry e : trace.entries()) {
      Sites.Site s = Sites.get(e.site);
      steps.add(e.task + " " + e.what + " " + s.className() + "." + s.method() + ":" + s.line());
    }
    return steps;
  }
}
