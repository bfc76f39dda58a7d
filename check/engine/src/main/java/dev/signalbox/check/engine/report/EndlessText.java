package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Endless.Circle;
import dev.signalbox.check.engine.report.Endless.Loop;
import dev.signalbox.check.engine.report.Endless.Overtaken;
import dev.signalbox.check.engine.report.Endless.Overtaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a run does not end: the loop of each thread, or who was overtaken by whom. */
final class EndlessText {
  private static final String INDENT = "    ";

  private final Names names;
  private final int width;
  private final Ink ink;
  private final Map<Location, String> sources;
  private final List<Entry> entries = new ArrayList<>();

  /** A line of the section, and the place that it speaks of. */
  private record Entry(String text, @Nullable Location where, boolean bold) {}

  EndlessText(Finding finding, Names names, int width, Ink ink) {
    this.names = names;
    this.width = width;
    this.ink = ink;
    this.sources = new HashMap<>(Margin.sources(finding.events()));
  }

  List<String> lines(Endless endless) {
    switch (endless) {
      case Circle c -> circle(c);
      case Overtaken o -> overtaken(o);
    }
    return layOut();
  }

  private void circle(Circle c) {
    heading(
        "The circle: %s, gone round %s"
            .formatted(
                Wording.count(c.steps(), "step", "steps"),
                Wording.count(c.rounds(), "time", "times")));
    for (Loop l : c.loops()) {
      sources.putAll(Margin.sources(l.steps()));
      entries.add(new Entry(INDENT + names.of(l.thread()), null, true));
      for (int from = 0, end; from < l.steps().size(); from = end) {
        Location where = l.steps().get(from).where();
        for (end = from + 1;
            end < l.steps().size() && Objects.equals(where, l.steps().get(end).where()); ) {
          end++;
        }
        List<String> texts =
            l.steps().subList(from, end).stream().map(e -> Typeset.clean(e.what())).toList();
        entries.add(new Entry(INDENT + "  " + Phrases.join(texts), where, false));
      }
    }
  }

  private void overtaken(Overtaken o) {
    heading("Overtaken");
    String since =
        o.sinceStep() > 0
            ? "since step " + Wording.number(o.sinceStep())
            : "for the last " + Wording.number(o.waited()) + " scheduling points";
    String who = o.thread() == null ? o.who() : names.of(o.thread());
    String waits = o.thread() == null ? " has lain in " : " has waited for ";
    entries.add(
        new Entry(INDENT + Typeset.clean(who + waits + o.resource()) + " " + since, null, false));
    if (o.overtakers().isEmpty()) {
      String many = Wording.number(o.bypasses());
      entries.add(new Entry(INDENT + many + " that came later were taken before it", null, false));
    }
    for (Overtaker by : o.overtakers()) {
      String times = Wording.count(by.times(), "time", "times");
      String text = INDENT + names.of(by.thread()) + " took it " + times + " meanwhile";
      entries.add(new Entry(text, by.where(), false));
    }
  }

  private void heading(String text) {
    entries.add(new Entry("  " + text, null, true));
  }

  private List<String> layOut() {
    int natural = 0;
    List<Location> places = new ArrayList<>();
    for (Entry e : entries) {
      if (e.where() != null) {
        places.add(e.where());
        natural = Math.max(natural, Typeset.width(e.text()));
      }
    }
    Margin margin = Margin.of(width, natural, places, false, sources, ink);
    List<String> lines = new ArrayList<>();
    for (Entry e : entries) {
      int room = e.where() == null ? width : margin.left();
      String indent = e.text().substring(0, e.text().length() - e.text().stripLeading().length());
      String before = indent;
      int rest = room - indent.length();
      boolean fits = Typeset.width(e.text().strip()) <= rest;
      for (String text : Typeset.wrap(e.text().strip(), Math.max(10, fits ? rest : rest - 2))) {
        Line line = new Line().put(before).put(text, t -> e.bold() ? ink.bold(t) : t);
        if (before.equals(indent)) {
          margin.put(line, e.where());
        }
        lines.add(line.toString());
        before = indent + "  ";
      }
    }
    return lines;
  }
}
