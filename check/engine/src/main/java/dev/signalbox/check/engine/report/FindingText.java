package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Finding.Access;
import dev.signalbox.check.engine.report.Finding.Conflict;
import dev.signalbox.check.engine.report.Finding.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One finding, from its headline to the command that replays it. */
final class FindingText {
  private static final int MOST_FRAMES = 20;
  private static final int MOST_OUTPUT = 12;

  private final CheckResult result;
  private final Finding finding;
  private final Names names;
  private final int width;
  private final Ink ink;
  private final List<String> lines = new ArrayList<>();

  FindingText(CheckResult result, Finding finding, int width, Ink ink) {
    this.result = result;
    this.finding = finding;
    this.names = new Names(finding.threads());
    this.width = width;
    this.ink = ink;
  }

  List<String> lines() {
    headline();
    lines.addAll(Typeset.block("  in ", "     ", result.target(), width));
    howFound();
    section(finding.history());
    section(new InterleavingTable(finding, names, width, ink).lines());
    Endless endless = finding.endless();
    if (endless != null) {
      section(new EndlessText(finding, names, width, ink).lines(endless));
    }
    if (showsEnd()) {
      section(new WaitingText(finding, names, width, ink).lines());
    }
    section(conflict());
    section(error());
    section(output());
    boolean main = finding == result.finding();
    List<String> common = main ? result.notes() : List.of();
    section(notes(Stream.concat(finding.notes().stream(), common.stream()).toList()));
    if (!finding.replayCommand().isBlank()) {
      section(List.of(ink.bold("Replay:") + "  " + Typeset.clean(finding.replayCommand())));
    }
    return lines;
  }

  private void headline() {
    String kind = finding.kind().word() + ":";
    for (String line : Typeset.block("", "    ", kind + " " + finding.cause(), width)) {
      boolean first = lines.isEmpty() && line.startsWith(kind);
      lines.add(first ? ink.bad(kind) + ink.bold(line.substring(kind.length())) : ink.bold(line));
    }
  }

  private void howFound() {
    List<String> how = howFound(result, finding);
    add(how.getFirst(), "; ", how.getLast());
  }

  /** By which execution, and how short it has become. */
  static List<String> howFound(CheckResult result, Finding finding) {
    boolean random = !finding.strategy().equals(Coverage.STRATEGY);
    String how = "(" + finding.strategy() + (random ? ", seed " + finding.seed() : "") + ")";
    String time = Wording.duration(result.elapsed());
    String switches = Wording.count(finding.switches(), "switch", "switches") + " of threads";
    if (finding.endless() != null) {
      switches += ", then fair turns";
    }
    if (result.replayed()) {
      return List.of("replayed in " + time + " " + how, switches);
    }
    String found = Wording.number(finding.execution());
    String all = Wording.number(Math.max(result.executions(), finding.execution()));
    String execution = "found in execution " + found + " of " + all;
    return List.of(execution + ", " + time + " " + how, "shrunk to " + switches);
  }

  /** On one line if that is wide enough, otherwise on two or more. */
  private void add(String first, String between, String second) {
    boolean fits = 2 + Typeset.width(first + between + second) <= width;
    for (String part : fits ? List.of(first + between + second) : List.of(first, second)) {
      lines.addAll(Typeset.block("  ", "    ", part, width));
    }
  }

  /** After an error the other threads have simply not finished yet. */
  private boolean showsEnd() {
    return finding.conflict() == null && (finding.error() == null || !finding.cycle().isEmpty());
  }

  private List<String> error() {
    Failure e = finding.error();
    boolean told = e != null && e.stack().isEmpty() && finding.cause().equals(e.message());
    if (e == null || told) {
      return List.of();
    }
    String message = e.message().isBlank() ? "" : ": " + e.message().strip();
    String what = names.of(e.thread()) + " throws " + e.type() + message;
    List<String> text = new ArrayList<>(Typeset.block("  ", "      ", what, width));
    addStack(text, e.stack());
    for (String cause : e.causes()) {
      text.addAll(Typeset.block("    ", "      ", "caused by " + cause, width));
    }
    return text;
  }

  private List<String> conflict() {
    Conflict c = finding.conflict();
    if (c == null) {
      return List.of();
    }
    List<String> text = new ArrayList<>();
    addAccess(text, c.first(), c.variable());
    addAccess(text, c.second(), c.variable());
    return text;
  }

  private void addAccess(List<String> text, Access a, String variable) {
    String what = names.of(a.thread()) + (a.writes() ? " writes " : " reads ") + variable;
    text.addAll(Typeset.block("  ", "      ", what, width));
    addStack(text, a.stack());
  }

  private void addStack(List<String> text, List<Location> stack) {
    for (Location frame : stack.stream().limit(MOST_FRAMES).toList()) {
      text.add("    at " + Typeset.clean(frame(frame)));
    }
    if (stack.size() > MOST_FRAMES) {
      int more = stack.size() - MOST_FRAMES;
      text.add(ink.dim("    … " + Wording.count(more, "frame", "frames") + " more"));
    }
  }

  private static String frame(Location l) {
    return l.className() + "." + l.method() + "(" + l.fileAndLine() + ")";
  }

  private List<String> output() {
    List<String> printed = finding.output().stripTrailing().lines().toList();
    if (printed.isEmpty()) {
      return List.of();
    }
    List<String> text = new ArrayList<>();
    text.add("  " + ink.bold("Output"));
    int before = Math.max(0, printed.size() - MOST_OUTPUT);
    if (before > 0) {
      text.add(ink.dim("    … " + Wording.count(before, "line", "lines") + " before"));
    }
    for (String line : printed.subList(before, printed.size())) {
      String clean = Typeset.clean(line.replace("\t", "    "));
      text.add(("    " + Typeset.shorten(clean, width - 4)).stripTrailing());
    }
    return text;
  }

  private List<String> notes(List<String> notes) {
    return notes.stream().flatMap(n -> note("  ", n, width, ink).stream()).toList();
  }

  static List<String> note(String indent, String note, int width, Ink ink) {
    String mark = "note:";
    String next = indent + " ".repeat(mark.length() + 1);
    List<String> text = Typeset.block(next, next, note, width);
    text.set(0, indent + ink.bold(mark) + text.getFirst().substring(next.length() - 1));
    return text;
  }

  private void section(List<String> text) {
    if (!text.isEmpty()) {
      lines.add("");
      lines.addAll(text);
    }
  }

  /** A class name without its package. */
  static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
