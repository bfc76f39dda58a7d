package dev.signalbox.check.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells several events of one thread at one source line as one: {@code read x = 0, write 1}. */
final class Phrases {
  private static final Pattern ACCESS = Pattern.compile("(read|write) (.+?) = (.*)");
  private static final int LONGEST_PATTERN = 4;

  /** A loop that nobody interrupts has thousands of events at one line. */
  private static final int FIRST = 8;

  private static final int LAST = 3;

  private Phrases() {}

  static String join(List<String> events) {
    int period = period(events);
    if (period < events.size()) {
      String once = String.join(", ", shortened(events.subList(0, period)));
      return once + " (" + Wording.number(events.size() / period) + " times)";
    }
    List<String> all = counted(events);
    int more = all.size() - FIRST - LAST;
    if (more <= 1) {
      return String.join(", ", shortened(all));
    }
    List<String> told = new ArrayList<>(shortened(all.subList(0, FIRST)));
    told.add("… " + Wording.number(more) + " more");
    told.addAll(shortened(all.subList(FIRST + more, all.size())));
    return String.join(", ", told);
  }

  /** The length of the pattern that all of {@code events} repeats; its size if there is none. */
  private static int period(List<String> events) {
    int n = events.size();
    for (int p = 1; p <= LONGEST_PATTERN && 2 * p <= n; p++) {
      if (n % p == 0 && events.subList(0, n - p).equals(events.subList(p, n))) {
        return p;
      }
    }
    return n;
  }

  private static List<String> counted(List<String> events) {
    List<String> result = new ArrayList<>();
    for (int i = 0, end; i < events.size(); i = end) {
      String e = events.get(i);
      for (end = i; end < events.size() && events.get(end).equals(e); ) {
        end++;
      }
      result.add(end - i == 1 ? e : e + " (" + Wording.number(end - i) + " times)");
    }
    return result;
  }

  /** Without the name of the variable where the event before is about the same one. */
  private static List<String> shortened(List<String> events) {
    List<String> result = new ArrayList<>();
    String before = "";
    for (String e : events) {
      Matcher m = ACCESS.matcher(e);
      String name = m.matches() ? m.group(2) : "";
      boolean same = !name.isEmpty() && name.equals(before);
      result.add(same ? m.group(1) + " " + m.group(3) : e);
      before = name;
    }
    return result;
  }
}
