package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.linearizability.History.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A history for people: time runs down, every thread has a column. An operation during which
 * nothing else was called or returned takes one line; a longer one reaches from its call to its
 * return.
 */
final class HistoryText {
  private static final String INDENT = "  ";
  private static final int GAP = 3;
  private static final String BAR = "│";
  private static final String END = "└ ";

  private final History history;
  private final int width;
  private final List<Integer> threads = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  HistoryText(History history, int width) {
    this.history = history;
    this.width = width;
    for (int t = 0; t < history.scenario().threadCount(); t++) {
      if (!history.of(t).isEmpty()) {
        threads.add(t);
      }
    }
  }

  List<String> lines() {
    List<String> names = new ArrayList<>();
    threads.forEach(t -> names.add(Scenario.name(t)));
    rows.add(names);
    List<Operation> open = new ArrayList<>();
    for (int moment = 0; moment < history.moments(); moment++) {
      Operation o = at(moment);
      if (o.called == moment) {
        if (o.returned == moment + 1) {
          row(open, o, o.invocation + " " + o.outcome);
          moment++;
        } else {
          row(open, o, o.invocation.text());
          open.add(o);
        }
      } else {
        open.remove(o);
        row(open, o, END + o.outcome);
      }
    }
    for (Operation o : List.copyOf(open)) {
      open.remove(o);
      row(open, o, END + "does not return");
    }
    List<Integer> widths = widths();
    int all = widths.stream().mapToInt(w -> w + GAP).sum() + INDENT.length() - GAP;
    return all <= width ? inColumns(widths) : inOneColumn();
  }

  private Operation at(int moment) {
    for (int t : threads) {
      for (Operation o : history.of(t)) {
        if (o.called == moment || o.returned == moment) {
          return o;
        }
      }
    }
    throw new IllegalStateException();
  }

  private void row(List<Operation> open, Operation o, String text) {
    List<String> cells = new ArrayList<>(Collections.nCopies(threads.size(), ""));
    open.forEach(p -> cells.set(threads.indexOf(p.thread), BAR));
    cells.set(threads.indexOf(o.thread), text);
    rows.add(cells);
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < threads.size(); c++) {
      int column = c;
      widths.add(rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
    }
    return widths;
  }

  private List<String> inColumns(List<Integer> widths) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int c = 0; c < row.size(); c++) {
        line.append(row.get(c)).append(" ".repeat(widths.get(c) - row.get(c).length() + GAP));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** The name of the thread in front of each line. */
  private List<String> inOneColumn() {
    int names = rows.getFirst().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int c = 0; c < row.size(); c++) {
        if (!row.get(c).isEmpty() && !row.get(c).equals(BAR)) {
          String name = rows.getFirst().get(c);
          String text = row.get(c).replace(END, "└ ");
          lines.add(INDENT + name + " ".repeat(names - name.length() + GAP) + text);
        }
      }
    }
    return lines;
  }
}
