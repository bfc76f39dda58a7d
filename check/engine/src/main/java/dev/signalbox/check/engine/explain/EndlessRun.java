package dev.signalbox.check.engine.explain;

import dev.signalbox.check.engine.liveness.Lasso;
import dev.signalbox.check.engine.liveness.Livelock;
import dev.signalbox.check.engine.liveness.Starvation;
import dev.signalbox.check.engine.report.Endless;
import dev.signalbox.check.engine.report.Event;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.engine.report.Location;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.History;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells why a run that was under the fair schedule for long does not end. */
final class EndlessRun {
  /** So many steps are shown after the one with which a thread that starves begins to wait. */
  private static final int SHOWN_AFTERWARDS = 40;

  private final Execution execution;
  private final Trace trace;
  private final Explanation explanation;
  private final List<Trace.Entry> entries;
  private int shown;

  EndlessRun(Execution execution, Trace trace, Explanation explanation) {
    this.execution = execution;
    this.trace = trace;
    this.explanation = explanation;
    this.entries = trace.entries();
    this.shown = entries.size();
  }

  /** How many entries of the trace are worth showing: all, unless they repeat themselves. */
  int shown() {
    return shown;
  }

  @Nullable Endless why(Kind kind, List<Task> busy) {
    History history = execution.history();
    if (history == null) {
      return null;
    }
    Livelock livelock = kind == Kind.LIVELOCK ? Livelock.of(execution) : null;
    Starvation starvation = kind == Kind.STARVATION ? Starvation.of(execution, busy) : null;
    if (livelock != null) {
      List<Trace.Entry> round = round(history, livelock.period());
      shown = untilOnceRound(round.size());
      return circle(livelock, round);
    }
    if (starvation != null) {
      Lasso lasso = Lasso.of(history);
      int since = since(starvation.waiting(), history);
      int period = lasso == null ? 0 : round(history, lasso.period()).size();
      shown =
          period > 0
              ? Math.max(untilOnceRound(period), Math.min(since, entries.size()))
              : since > 0 ? Math.min(since + SHOWN_AFTERWARDS, entries.size()) : entries.size();
      return overtaken(starvation, since);
    }
    return null;
  }

  String cause(Endless endless) {
    return switch (endless) {
      case Endless.Circle c ->
          names(c.loops().stream().map(Endless.Loop::thread).toList())
              + " run in circles because of each other: the same "
              + c.steps()
              + " steps "
              + number(c.rounds())
              + " times";
      case Endless.Overtaken o ->
          o.thread() == null
              ? o.who()
                  + " stays in "
                  + o.resource()
                  + ": at least "
                  + number(o.bypasses())
                  + " that came later were taken before it"
              : o.who()
                  + " waits for "
                  + o.resource()
                  + " and is overtaken again and again: "
                  + names(o.overtakers().stream().map(Endless.Overtaker::thread).toList())
                  + " had it "
                  + number(o.bypasses())
                  + " times meanwhile";
    };
  }

  private String names(List<Integer> threads) {
    List<String> names = threads.stream().map(t -> ThreadNames.of(execution.task(t))).toList();
    return names.size() == 1
        ? names.getFirst()
        : names.stream().limit(names.size() - 1).collect(Collectors.joining(", "))
            + " and "
            + names.getLast();
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  // ---- the circle

  /** The last round, its calls with what they returned. */
  private List<Trace.Entry> round(History history, int period) {
    List<Trace.Entry> two = trace.last(history, 2 * period);
    // Of two rounds the middle part is whole: no call of it returns after the end.
    int half = two.size() / 2;
    return two.subList(0, half);
  }

  private Endless.Circle circle(Livelock livelock, List<Trace.Entry> round) {
    List<Endless.Loop> loops = new ArrayList<>();
    for (int t : livelock.threads()) {
      List<Event> steps = new ArrayList<>();
      for (int i = 0; i < round.size(); i++) {
        Event e = round.get(i).task == t ? explanation.event(round.get(i), i + 1, true) : null;
        if (e != null) {
          steps.add(e);
        }
      }
      loops.add(new Endless.Loop(t, fromItsTop(steps)));
    }
    return new Endless.Circle(round.size(), livelock.rounds(), loops);
  }

  /** A loop has no first step; the one on the topmost line reads best as that. */
  private static List<Event> fromItsTop(List<Event> steps) {
    int top = 0;
    for (int i = 0; i < steps.size(); i++) {
      int before = line(steps.get((i + steps.size() - 1) % steps.size()));
      if (line(steps.get(i)) < line(steps.get(top))
          || (line(steps.get(i)) == line(steps.get(top)) && before != line(steps.get(i)))) {
        top = i;
      }
    }
    List<Event> turned = new ArrayList<>(steps.subList(top, steps.size()));
    turned.addAll(steps.subList(0, top));
    return turned;
  }

  private static int line(Event e) {
    Location where = e.where();
    return where == null ? Integer.MAX_VALUE : where.line();
  }

  /** Up to the end of the first round, if the noted part of the run gets so far. */
  private int untilOnceRound(int period) {
    int start = entries.size() - period;
    while (start > 0 && same(entries.get(start - 1), entries.get(start - 1 + period))) {
      start--;
    }
    boolean goesRound = entries.size() - start >= 3 * period;
    return goesRound ? start + period : entries.size();
  }

  private static boolean same(Trace.Entry a, Trace.Entry b) {
    return a.what == b.what
        && a.task == b.task
        && a.site == b.site
        && a.subject == b.subject
        && Objects.equals(a.value, b.value);
  }

  // ---- who is overtaken

  private Endless.Overtaken overtaken(Starvation s, int since) {
    Task t = s.waiting();
    List<Endless.Overtaker> overtakers = new ArrayList<>();
    s.overtakers()
        .forEach(
            (task, by) ->
                overtakers.add(
                    new Endless.Overtaker(task, by.times(), Explanation.location(by.site()))));
    Object task = s.task();
    return new Endless.Overtaken(
        t == null ? null : t.id,
        t != null ? ThreadNames.of(t) : task == null ? "" : trace.names().withFields(task),
        resource(t, s.resource()),
        since,
        execution.steps() - s.since(),
        s.bypasses(),
        overtakers);
  }

  private String resource(@Nullable Task waiting, Object resource) {
    boolean isMonitor =
        waiting != null && (waiting.how() == Task.MONITOR || waiting.how() == Task.WAIT);
    return isMonitor
        ? "monitor " + trace.names().name(resource)
        : trace.names().describe(trace.names().synchronizer(resource));
  }

  /** The number of the step with which {@code t} began to wait, if it was noted; otherwise 0. */
  private int since(@Nullable Task t, History history) {
    if (t == null || t.isRunnable() || t.blockedAtStep() >= history.startsAtStep()) {
      return 0;
    }
    int last = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).task == t.id) {
        last = i + 1;
      }
    }
    return last < entries.size() - SHOWN_AFTERWARDS ? last : 0;
  }
}
