package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Row.Repeated;
import dev.signalbox.check.engine.report.Row.Skipped;
import dev.signalbox.check.engine.report.Row.Step;
import dev.signalbox.check.engine.report.ThreadColumns.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The interleaving: time runs down, every thread has a column (or its name in front, if the columns
 * would not fit), and a mark stands where another thread goes on.
 */
final class InterleavingTable {
  private static final int INDENT = 2;
  private static final int MOST_SOURCES = 16;
  private static final String SWITCH = "▸ ";

  private final List<Row> rows;
  private final BitSet switches = new BitSet();
  private final Names names;
  private final int width;
  private final Ink ink;
  private final int numbers;
  private final ThreadColumns columns;
  private final Margin margin;
  private final List<String> lines = new ArrayList<>();

  InterleavingTable(Finding finding, Names names, int width, Ink ink) {
    this.rows = Interleaving.rows(finding);
    this.names = names;
    this.width = width;
    this.ink = ink;
    List<Location> places = new ArrayList<>();
    int highest = 0;
    int running = -1;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row instanceof Step s) {
        if (s.where() != null) {
          places.add(s.where());
        }
        highest = Math.max(highest, s.number());
      }
      if (row instanceof Repeated) {
        continue;
      }
      switches.set(
          i, running >= 0 && row.events().size() == 1 && !row.events().containsKey(running));
      running = row instanceof Skipped s ? s.last() : row.events().firstKey();
    }
    this.numbers = String.valueOf(highest).length();
    Map<Location, String> sources = Margin.sources(finding.events());
    ThreadColumns whole = columns(places, false);
    boolean tryBrief = whole.crowded() && Margin.canBeBrief(places, sources);
    ThreadColumns brief = tryBrief ? columns(places, true) : whole;
    boolean isBrief = tryBrief && !brief.shared();
    this.columns = isBrief ? brief : whole;
    this.margin = Margin.of(width, columns.end(), places, isBrief, sources, ink);
  }

  private ThreadColumns columns(List<Location> places, boolean brief) {
    int room = Margin.room(width, places, brief);
    return ThreadColumns.of(rows, names, INDENT + numbers + 1, room);
  }

  List<String> lines() {
    if (!columns.shared() && !rows.isEmpty()) {
      header();
    }
    for (int i = 0; i < rows.size(); i++) {
      switch (rows.get(i)) {
        case Step s -> step(s, i);
        case Skipped s -> skipped(s, i);
        case Repeated r -> repeated(r);
      }
    }
    if (margin.source() == 0) {
      sources();
    }
    return lines;
  }

  private void header() {
    Line line = new Line();
    columns
        .columns()
        .forEach(
            (thread, c) ->
                line.to(c.start())
                    .put(Typeset.shortenMiddle(names.of(thread), c.width()), ink::bold));
    lines.add(line.toString());
  }

  private void step(Step s, int index) {
    String number = String.valueOf(s.number());
    Line line = new Line().to(INDENT + numbers - number.length()).put(number, ink::dim);
    Column column = columns.of(s.thread());
    mark(line, column, index);
    name(line, s.thread(), index);
    List<String> texts = Typeset.wrap(s.what(), column.width());
    line.to(column.start()).put(texts.getFirst(), t -> s.telling() ? t : ink.dim(t));
    margin.put(line, s.where());
    lines.add(line.toString());
    for (String text : texts.subList(1, texts.size())) {
      Line next = new Line().to(column.start());
      lines.add(next.put(text, t -> s.telling() ? t : ink.dim(t)).toString());
    }
  }

  private void mark(Line line, Column column, int index) {
    int text = columns.shared() ? column.start() - columns.names() - 2 : column.start();
    line.to(text - SWITCH.length());
    if (switches.get(index)) {
      line.put(SWITCH, ink::mark);
    }
    line.to(text);
  }

  private void name(Line line, int thread, int index) {
    boolean known = index > 0 && !switches.get(index) && rows.get(index - 1).events().size() == 1;
    if (columns.shared() && !known) {
      line.put(Typeset.shortenMiddle(names.of(thread), columns.names()), ink::bold);
    }
  }

  private void skipped(Skipped s, int index) {
    Line line = new Line();
    if (columns.shared() && s.events().size() > 1) {
      int sum = s.events().values().stream().mapToInt(n -> n).sum();
      String threads = " of " + s.events().size() + " threads";
      line.to(columns.of(s.last()).start()).put(ThreadColumns.skipped(sum) + threads, ink::dim);
    } else {
      s.events()
          .forEach(
              (thread, n) -> {
                Column column = columns.of(thread);
                mark(line, column, index);
                name(line, thread, index);
                line.to(column.start()).put(ThreadColumns.skipped(n), ink::dim);
              });
    }
    lines.add(line.toString());
  }

  private void repeated(Repeated r) {
    String which = r.rows() == 1 ? "the step above" : "the " + r.rows() + " steps above";
    String times = Wording.count(r.times(), "time", "times") + " more";
    Line line = new Line().to(INDENT + numbers + 1 + ThreadColumns.MARK);
    lines.add(line.put("… " + which + " " + times, ink::dim).toString());
  }

  /** The source lines beneath, since there is no room for them at the right. */
  private void sources() {
    Set<Location> places =
        new TreeSet<>(Comparator.comparing(Location::file).thenComparingInt(Location::line));
    for (Row row : rows) {
      if (row instanceof Step s && s.where() != null && !margin.source(s.where()).isEmpty()) {
        places.add(s.where());
      }
    }
    if (places.isEmpty()) {
      return;
    }
    lines.add("");
    int widest = places.stream().mapToInt(p -> Typeset.width(Margin.text(p))).max().orElse(0);
    int text = 2 * INDENT + Math.min(widest, width / 2) + 2;
    for (Location place : places.stream().limit(MOST_SOURCES).toList()) {
      String source = margin.source(place);
      Line line = new Line().to(2 * INDENT);
      line.put(Typeset.shortenStart(Margin.text(place), width / 2), ink::dim).to(text);
      lines.add(line.put(Typeset.shorten(source, width - text)).toString());
    }
    if (places.size() > MOST_SOURCES) {
      int more = places.size() - MOST_SOURCES;
      String left = "… " + Wording.count(more, "line", "lines") + " more";
      lines.add(new Line().to(2 * INDENT).put(left, ink::dim).toString());
    }
  }
}
