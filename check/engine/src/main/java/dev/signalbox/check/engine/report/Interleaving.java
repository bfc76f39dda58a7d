package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Row.Repeated;
import dev.signalbox.check.engine.report.Row.Skipped;
import dev.signalbox.check.engine.report.Row.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the events of a finding into few rows: leaves out, merges, folds repetitions. */
final class Interleaving {
  private static final int LONGEST_REPEATED = 8;
  private static final int FEWEST_REPEATED = 3;
  private static final int FIRST_ROWS = 60;
  private static final int LAST_ROWS = 140;

  private Interleaving() {}

  static List<Row> rows(Finding finding) {
    return cap(fold(group(finding.events(), shown(finding))));
  }

  /**
   * The events that are worth a row: telling ones, how a stuck or failed thread ended, and a single
   * one between two of these, since leaving it out would save nothing.
   */
  static BitSet shown(Finding f) {
    List<Event> events = f.events();
    BitSet shown = new BitSet();
    Set<Integer> ends = new HashSet<>();
    for (int i = events.size() - 1; i >= 0; i--) {
      int thread = events.get(i).thread();
      boolean last = ends.add(thread) && endMatters(f, thread);
      shown.set(i, last || i == events.size() - 1 || events.get(i).telling());
    }
    BitSet alone = new BitSet();
    for (int i = shown.nextClearBit(0); i < events.size(); i = shown.nextClearBit(i + 1)) {
      boolean before = i == 0 || shown.get(i - 1);
      alone.set(i, before && shown.get(i + 1));
    }
    shown.or(alone);
    return shown;
  }

  private static boolean endMatters(Finding f, int thread) {
    return (f.error() != null && f.error().thread() == thread)
        || (thread < f.threads().size() && f.threads().get(thread).waitsFor() != null);
  }

  private static List<Row> group(List<Event> events, BitSet shown) {
    List<Row> rows = new ArrayList<>();
    for (int from = 0, end; from < events.size(); from = end) {
      end = from + 1;
      if (shown.get(from)) {
        while (end < events.size() && shown.get(end) && merge(events.get(from), events.get(end))) {
          end++;
        }
        rows.add(step(events.subList(from, end)));
      } else {
        while (end < events.size() && !shown.get(end)) {
          end++;
        }
        rows.add(skipped(events.subList(from, end)));
      }
    }
    return rows;
  }

  private static boolean merge(Event a, Event b) {
    return a.thread() == b.thread() && a.where() != null && Objects.equals(a.where(), b.where());
  }

  private static Step step(List<Event> events) {
    Event first = events.getFirst();
    return new Step(
        first.step(),
        first.thread(),
        Phrases.join(events.stream().map(e -> Typeset.clean(e.what())).toList()),
        first.where(),
        Typeset.clean(first.source()),
        events.stream().anyMatch(Event::telling),
        events.size());
  }

  private static Skipped skipped(List<Event> events) {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    events.forEach(e -> counts.merge(e.thread(), 1, Integer::sum));
    return new Skipped(counts, events.getLast().thread());
  }

  /** Shows what comes three times or more in a row only once: spinning, livelock. */
  private static List<Row> fold(List<Row> rows) {
    List<Row> result = new ArrayList<>();
    for (int i = 0; i < rows.size(); ) {
      int period = 0;
      int times = 0;
      for (int p = 1; p <= LONGEST_REPEATED; p++) {
        int t = repetitions(rows, i, p);
        if (t >= FEWEST_REPEATED && p * t > period * times) {
          period = p;
          times = t;
        }
      }
      if (period == 0) {
        result.add(rows.get(i++));
        continue;
      }
      result.addAll(rows.subList(i, i + period));
      int end = i + period * times;
      result.add(new Repeated(period, times - 1, events(rows.subList(i + period, end))));
      i = end;
    }
    return result;
  }

  private static int repetitions(List<Row> rows, int from, int period) {
    int end = from + period;
    while (end < rows.size() && same(rows.get(end - period), rows.get(end))) {
      end++;
    }
    return (Math.min(end, rows.size()) - from) / period;
  }

  private static boolean same(Row a, Row b) {
    return (a instanceof Step s && b instanceof Step t) ? s.same(t) : a.equals(b);
  }

  private static List<Row> cap(List<Row> rows) {
    if (rows.size() <= FIRST_ROWS + LAST_ROWS) {
      return rows;
    }
    int end = rows.size() - LAST_ROWS;
    while (end < rows.size() && rows.get(end) instanceof Repeated) {
      end++;
    }
    List<Row> left = rows.subList(FIRST_ROWS, end);
    List<Row> result = new ArrayList<>(rows.subList(0, FIRST_ROWS));
    result.add(new Skipped(events(left), lastThread(left)));
    result.addAll(rows.subList(end, rows.size()));
    return result;
  }

  private static SortedMap<Integer, Integer> events(List<Row> rows) {
    SortedMap<Integer, Integer> sum = new TreeMap<>();
    rows.forEach(r -> r.events().forEach((thread, n) -> sum.merge(thread, n, Integer::sum)));
    return sum;
  }

  private static int lastThread(List<Row> rows) {
    for (Row r : rows.reversed()) {
      Integer thread = thread(r);
      if (thread != null) {
        return thread;
      }
    }
    return -1;
  }

  /** The thread that runs at the end of a row, unless the row does not say. */
  static @Nullable Integer thread(Row row) {
    return switch (row) {
      case Step s -> s.thread();
      case Skipped s -> s.last();
      case Repeated r -> null;
    };
  }
}
