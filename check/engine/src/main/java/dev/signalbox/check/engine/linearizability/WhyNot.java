package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.linearizability.History.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a history is not linearizable: as many operations as can be put into an order, and what would
 * come next and does not fit.
 */
final class WhyNot {
  private static final String INDENT = "  ";

  private WhyNot() {}

  static List<String> lines(Linearization l) {
    List<String> lines = new ArrayList<>();
    List<Linearization.Misfit> misfits = l.misfits();
    int names = width(l.order().stream().map(WhyNot::name).toList());
    names = Math.max(names, width(misfits.stream().map(m -> name(m.operation())).toList()));
    if (!l.order().isEmpty()) {
      lines.add(INDENT + "One after the other, so much fits:");
      for (Operation o : l.order()) {
        lines.add(line(o, names, String.valueOf(o.outcome)));
      }
    }
    String next = l.order().isEmpty() ? "first" : "next";
    lines.add(INDENT + "Whatever comes " + next + " does not:");
    for (Linearization.Misfit m : misfits) {
      Operation o = m.operation();
      lines.add(line(o, names, m.serial() + ", but here it " + actual(o)));
    }
    return lines;
  }

  private static String actual(Operation o) {
    if (o.outcome == null) {
      return "waits for ever";
    }
    String text = o.outcome.toString();
    return text.startsWith("→ ") ? "was " + text.substring(2) : text;
  }

  private static String name(Operation o) {
    return Scenario.name(o.thread);
  }

  private static String line(Operation o, int names, String outcome) {
    String name = name(o);
    String gap = " ".repeat(names - name.length() + 3);
    return INDENT + INDENT + name + gap + o.invocation + " " + outcome;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
