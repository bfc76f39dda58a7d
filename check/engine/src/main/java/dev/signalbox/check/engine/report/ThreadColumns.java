package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Row.Repeated;
import dev.signalbox.check.engine.report.Row.Skipped;
import dev.signalbox.check.engine.report.Row.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where on the line the threads of an interleaving have their columns.
 *
 * @param names columns for the name in front of each line if all threads share one column; 0 if
 *     each has its own
 * @param columns by thread, in order
 * @param crowded whether more room would do them good
 */
record ThreadColumns(int names, SortedMap<Integer, Column> columns, boolean crowded) {
  private static final int MOST = 5;
  private static final int NARROWEST = 12;
  private static final int WIDEST = 44;
  private static final int WIDEST_NAME = 24;
  private static final int BROKEN_WORD = 2;

  /** Room for the mark of a switch in front of a column's text. */
  static final int MARK = 2;

  /** Where a thread's text starts and how wide it may get. */
  record Column(int start, int width) {
    int end() {
      return start + width;
    }
  }

  /**
   * @param start where the first column starts
   * @param room where the last one must end
   */
  static ThreadColumns of(List<Row> rows, Names names, int start, int room) {
    SortedMap<Integer, List<String>> texts = texts(rows);
    SortedMap<Integer, Integer> widths = new TreeMap<>();
    texts.forEach(
        (thread, list) -> {
          int name = Math.min(WIDEST_NAME, Typeset.width(names.of(thread)));
          widths.put(thread, Math.max(name, Math.min(WIDEST, widest(list))));
        });
    int n = widths.size();
    int free = room - start - n * MARK - (n - 1);
    boolean crowded = sum(widths) > free;
    boolean fit = n <= MOST && narrow(widths, texts, free) && readable(widths, texts);
    return fit ? separate(widths, start, crowded) : shared(texts, names, start, room);
  }

  private static int sum(Map<Integer, Integer> widths) {
    return widths.values().stream().mapToInt(w -> w).sum();
  }

  /** What stands in each thread's column. */
  private static SortedMap<Integer, List<String>> texts(List<Row> rows) {
    SortedMap<Integer, List<String>> texts = new TreeMap<>();
    for (Row row : rows) {
      row.events()
          .forEach(
              (thread, n) -> {
                List<String> list = texts.computeIfAbsent(thread, t -> new ArrayList<>());
                switch (row) {
                  case Step s -> list.add(s.what());
                  case Skipped s -> list.add(skipped(n));
                  case Repeated r -> {}
                }
              });
    }
    return texts;
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(Typeset::width).max().orElse(0);
  }

  /**
   * Takes columns away where it costs the fewest wrapped lines, until {@code free} is enough.
   *
   * @return whether it can be
   */
  private static boolean narrow(
      Map<Integer, Integer> widths, Map<Integer, List<String>> texts, int free) {
    while (sum(widths) > free) {
      int cheapest = -1;
      int least = Integer.MAX_VALUE;
      for (Map.Entry<Integer, Integer> e : widths.entrySet()) {
        int width = e.getValue();
        List<String> list = texts.getOrDefault(e.getKey(), List.of());
        int cost = 1000 * (cost(list, width - 1) - cost(list, width)) - width;
        if (width > NARROWEST && cost < least) {
          least = cost;
          cheapest = e.getKey();
        }
      }
      if (cheapest < 0) {
        return false;
      }
      widths.merge(cheapest, -1, Integer::sum);
    }
    return true;
  }

  /** The lines that {@code texts} take; words broken in two count as more. */
  private static int cost(List<String> texts, int width) {
    int cost = 0;
    for (String text : texts) {
      cost += Typeset.wrap(text, width).size();
      for (String word : text.split(" ", -1)) {
        cost += Typeset.width(word) > width ? BROKEN_WORD : 0;
      }
    }
    return cost;
  }

  /** Whether so little is wrapped that columns are still better than one line for each step. */
  private static boolean readable(Map<Integer, Integer> widths, Map<Integer, List<String>> texts) {
    int cost = 0;
    int rows = 0;
    for (Map.Entry<Integer, List<String>> e : texts.entrySet()) {
      cost += cost(e.getValue(), widths.getOrDefault(e.getKey(), WIDEST));
      rows += e.getValue().size();
    }
    return cost <= 2 * rows;
  }

  private static ThreadColumns separate(Map<Integer, Integer> widths, int start, boolean crowded) {
    SortedMap<Integer, Column> columns = new TreeMap<>();
    int next = start;
    for (Map.Entry<Integer, Integer> e : widths.entrySet()) {
      Column c = new Column(next + MARK, e.getValue());
      columns.put(e.getKey(), c);
      next = c.end() + 1;
    }
    return new ThreadColumns(0, columns, crowded);
  }

  private static ThreadColumns shared(
      Map<Integer, List<String>> texts, Names names, int start, int room) {
    int widest = texts.keySet().stream().mapToInt(t -> Typeset.width(names.of(t))).max().orElse(0);
    int name = Math.min(widest, Math.min(WIDEST_NAME, room / 3));
    int text = start + MARK + name + 2;
    int width = texts.values().stream().mapToInt(ThreadColumns::widest).max().orElse(0);
    Column column = new Column(text, Math.max(1, Math.min(width, room - text)));
    SortedMap<Integer, Column> columns = new TreeMap<>();
    texts.keySet().forEach(t -> columns.put(t, column));
    return new ThreadColumns(name, columns, true);
  }

  static String skipped(int events) {
    return "… " + Wording.count(events, "step", "steps");
  }

  boolean shared() {
    return names > 0;
  }

  Column of(int thread) {
    Column c = columns.get(thread);
    if (c == null) {
      throw new IllegalArgumentException("no column for thread " + thread);
    }
    return c;
  }

  int end() {
    return columns.values().stream().mapToInt(Column::end).max().orElse(0);
  }
}
