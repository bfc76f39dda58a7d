package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.ThreadView.Holder;
import dev.signalbox.check.engine.report.ThreadView.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who waits for whom at the end: the cycle drawn, then everybody else who has not finished. */
final class WaitingText {
  private static final String INDENT = "    ";
  private static final int MOST_CALLERS = 3;
  private static final int WIDEST_NAME = 24;

  private final Finding finding;
  private final Names names;
  private final int width;
  private final Ink ink;

  /** The lines so far; they are laid out when all of them are known. */
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param next what stands in front of the second line, if the text is wrapped
   */
  private record Entry(
      String first, String next, String text, @Nullable Location where, Look look) {}

  private enum Look {
    HEADING,
    NAME,
    PLAIN,
    FAINT
  }

  WaitingText(Finding finding, Names names, int width, Ink ink) {
    this.finding = finding;
    this.names = names;
    this.width = width;
    this.ink = ink;
  }

  List<String> lines() {
    List<Integer> others = new ArrayList<>();
    for (int t = 0; t < finding.threads().size(); t++) {
      if (!finished(finding.threads().get(t)) && !finding.cycle().contains(t)) {
        others.add(t);
      }
    }
    if (!finding.cycle().isEmpty()) {
      heading("Waiting in a cycle");
      cycle();
      if (!others.isEmpty()) {
        heading("");
      }
    } else if (!others.isEmpty()) {
      heading("At the end");
    }
    int widest = others.stream().mapToInt(t -> Typeset.width(names.of(t))).max().orElse(0);
    others.forEach(t -> other(t, Math.min(widest, WIDEST_NAME)));
    if (finding.cycle().isEmpty() && !others.isEmpty()) {
      nobodyLeft(others);
    }
    return layOut();
  }

  private static boolean finished(ThreadView t) {
    return t.waitsFor() == null && t.end().equals("finished");
  }

  private void cycle() {
    List<Integer> cycle = finding.cycle();
    for (int i = 0; i < cycle.size(); i++) {
      int thread = cycle.get(i);
      int next = cycle.get((i + 1) % cycle.size());
      add(INDENT, INDENT, names.of(thread), null, Look.NAME);
      ThreadView view = finding.threads().get(thread);
      Wait wait = view.waitsFor();
      if (wait != null) {
        add(INDENT + " │ ", INDENT + " │   ", waits(wait), wait.where(), Look.PLAIN);
      }
      callers(view, INDENT + " │   ");
      add(INDENT + " ▼ ", INDENT + "   ", holds(wait, next), takenAt(wait, next), Look.PLAIN);
    }
    add(INDENT, INDENT, "back to " + names.of(cycle.getFirst()), null, Look.NAME);
  }

  /** {@code waits for monitor TwoLocks.a}, {@code waits in lock() for ReentrantLock Bank.lock}. */
  static String waits(Wait wait) {
    String how =
        switch (wait.how()) {
          case "", "synchronized" -> "waits for ";
          case String h when h.startsWith("wait(") -> "waits to be notified on ";
          default -> "waits in " + wait.how() + " for ";
        };
    return Typeset.clean(how + wait.resource());
  }

  private String holds(@Nullable Wait wait, int holder) {
    if (wait != null && isThread(wait, holder)) {
      return "which has not finished";
    }
    boolean known = wait != null && wait.holders().stream().anyMatch(h -> h.thread() == holder);
    String taken = takenAt(wait, holder) == null ? "" : ", taken at";
    return (known ? "held by " : "which depends on ") + names.of(holder) + taken;
  }

  private boolean isThread(Wait wait, int thread) {
    return wait.resource().equals("thread " + finding.threads().get(thread).name());
  }

  private static @Nullable Location takenAt(@Nullable Wait wait, int thread) {
    if (wait == null) {
      return null;
    }
    return wait.holders().stream()
        .filter(h -> h.thread() == thread)
        .map(Holder::takenAt)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void other(int thread, int widest) {
    ThreadView view = finding.threads().get(thread);
    Wait wait = view.waitsFor();
    String under = INDENT + " ".repeat(widest + 2);
    String name = INDENT + Typeset.shortenMiddle(names.of(thread), widest);
    name += " ".repeat(under.length() - Typeset.width(name));
    if (wait == null) {
      Location where = view.stack().isEmpty() ? null : view.stack().getFirst();
      add(name, under, Typeset.clean(view.end()), where, Look.PLAIN);
    } else {
      add(name, under, waits(wait), wait.where(), Look.PLAIN);
    }
    callers(view, under);
    if (wait != null) {
      for (Holder h : wait.holders()) {
        if (!isThread(wait, h.thread())) {
          String gone = finished(finding.threads().get(h.thread())) ? " (finished)" : "";
          String taken = h.takenAt() == null ? "" : ", taken at";
          String text = "held by " + names.of(h.thread()) + gone + taken;
          add(under, under, text, h.takenAt(), Look.PLAIN);
        }
      }
    }
  }

  private void callers(ThreadView view, String under) {
    List<Location> stack = view.stack();
    for (int i = 1; i < Math.min(stack.size(), MOST_CALLERS + 1); i++) {
      Location caller = stack.get(i);
      String method = FindingText.simple(caller.className()) + "." + caller.method();
      add(under, under, "called by " + Typeset.clean(method), caller, Look.FAINT);
    }
    if (stack.size() > MOST_CALLERS + 1) {
      int more = stack.size() - MOST_CALLERS - 1;
      add(under, under, "… " + Wording.count(more, "frame", "frames") + " more", null, Look.FAINT);
    }
  }

  /** Says so if all that have not finished wait. */
  private void nobodyLeft(List<Integer> unfinished) {
    if (unfinished.stream().allMatch(t -> finding.threads().get(t).waitsFor() != null)) {
      String whom = unfinished.size() == 1 ? "it" : "them";
      String text = "No thread is left that could wake " + whom + ".";
      add(INDENT, INDENT, text, null, Look.PLAIN);
    }
  }

  private void heading(String text) {
    add("  ", "  ", text, null, Look.HEADING);
  }

  private void add(String first, String next, String text, @Nullable Location where, Look look) {
    entries.add(new Entry(first, next, text, where, look));
  }

  private List<String> layOut() {
    int natural = 0;
    List<Location> places = new ArrayList<>();
    for (Entry e : entries) {
      if (e.where() != null) {
        places.add(e.where());
        natural = Math.max(natural, Typeset.width(e.first() + e.text()));
      }
    }
    Margin margin = Margin.of(width, natural, places, false, Margin.sources(finding.events()), ink);
    List<String> lines = new ArrayList<>();
    for (Entry e : entries) {
      int room = e.where() == null ? width : margin.left();
      String before = e.first();
      for (String text : Typeset.wrap(e.text(), Math.max(10, room - Typeset.width(before)))) {
        Line line = new Line().put(before).put(text, t -> paint(e.look(), t));
        if (before.equals(e.first())) {
          margin.put(line, e.where());
        }
        lines.add(line.toString());
        before = e.next();
      }
    }
    return lines;
  }

  private String paint(Look look, String text) {
    return switch (look) {
      case HEADING, NAME -> ink.bold(text);
      case PLAIN -> text;
      case FAINT -> ink.dim(text);
    };
  }
}
