package dev.signalbox.check.engine.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which thread does what: {@code main} some operations before it starts the others and some after
 * these have ended. Thread 0 is {@code main}.
 *
 * @param threads what the threads 1, 2, … do, each in order
 */
record Scenario(List<Invocation> before, List<List<Invocation>> threads, List<Invocation> after) {
  private static final List<String> NAMES = List.of("main", "first", "second", "third", "fourth");

  Scenario {
    before = List.copyOf(before);
    threads = threads.stream().map(List::copyOf).toList();
    after = List.copyOf(after);
  }

  /** In a replay file, the number of what {@code main} does in the end. */
  private static final int AFTER = 9;

  static final int MOST_THREADS = NAMES.size() - 1;

  static String name(int thread) {
    return NAMES.get(thread);
  }

  /** With {@code main}. */
  int threadCount() {
    return threads.size() + 1;
  }

  /** What a thread does in all. */
  List<Invocation> of(int thread) {
    if (thread > 0) {
      return threads.get(thread - 1);
    }
    List<Invocation> all = new ArrayList<>(before);
    all.addAll(after);
    return all;
  }

  int size() {
    return before.size() + threads.stream().mapToInt(List::size).sum() + after.size();
  }

  /** Whether a thread may do its next operation, after so many that each has done. */
  boolean isNext(int thread, int[] done) {
    if (thread > 0) {
      return done[0] == before.size() && done[thread] < threads.get(thread - 1).size();
    }
    if (done[0] < before.size()) {
      return true;
    }
    for (int t = 1; t < done.length; t++) {
      if (done[t] < threads.get(t - 1).size()) {
        return false;
      }
    }
    return done[0] < before.size() + after.size();
  }

  /** Without what {@code main} does. */
  Scenario threadsOnly() {
    return new Scenario(List.of(), threads, List.of());
  }

  /**
   * All with one operation less, and then all in which {@code main} does one that a thread did: its
   * first before, or its last after. Two threads at least still do something.
   */
  List<Scenario> simpler() {
    List<Scenario> all = new ArrayList<>();
    for (int i = after.size() - 1; i >= 0; i--) {
      all.add(new Scenario(before, threads, without(after, i)));
    }
    for (int i = before.size() - 1; i >= 0; i--) {
      all.add(new Scenario(without(before, i), threads, after));
    }
    for (int t = threads.size() - 1; t >= 0; t--) {
      for (int i = threads.get(t).size() - 1; i >= 0; i--) {
        add(all, before, t, i, after);
      }
    }
    for (int t = threads.size() - 1; t >= 0; t--) {
      List<Invocation> own = threads.get(t);
      add(all, joined(before, List.of(own.getFirst())), t, 0, after);
      add(all, before, t, own.size() - 1, joined(List.of(own.getLast()), after));
    }
    return all;
  }

  private void add(
      List<Scenario> all, List<Invocation> first, int thread, int left, List<Invocation> last) {
    List<List<Invocation>> fewer = new ArrayList<>(threads);
    fewer.set(thread, without(threads.get(thread), left));
    fewer.removeIf(List::isEmpty);
    if (fewer.size() > 1) {
      all.add(new Scenario(first, fewer, last));
    }
  }

  private static List<Invocation> joined(List<Invocation> one, List<Invocation> other) {
    List<Invocation> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private static List<Invocation> without(List<Invocation> list, int i) {
    List<Invocation> fewer = new ArrayList<>(list);
    fewer.remove(i);
    return fewer;
  }

  /** For people: a thread a line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("  Scenario");
    add(lines, name(0), before);
    for (int t = 1; t < threadCount(); t++) {
      add(lines, name(t), of(t));
    }
    add(lines, "after", after);
    return lines;
  }

  private static void add(List<String> lines, String who, List<Invocation> invocations) {
    if (!invocations.isEmpty()) {
      lines.add("    %-6s   %s".formatted(who, text(invocations)));
    }
  }

  private static String text(List<Invocation> invocations) {
    return invocations.stream().map(Invocation::text).collect(Collectors.joining(", "));
  }

  /** A line for each operation, for a replay file. */
  List<String> encoded() {
    List<String> lines = new ArrayList<>();
    before.forEach(i -> lines.add("0 " + i));
    for (int t = 1; t < threadCount(); t++) {
      for (Invocation i : of(t)) {
        lines.add(t + " " + i);
      }
    }
    after.forEach(i -> lines.add(AFTER + " " + i));
    return lines;
  }

  /** The other way round. */
  static Scenario decode(List<String> lines, Plan plan) {
    SortedMap<Integer, List<Invocation>> parts = new TreeMap<>();
    for (String line : lines) {
      String[] p = line.split(" ", 2);
      parts
          .computeIfAbsent(Integer.valueOf(p[0]), _ -> new ArrayList<>())
          .add(plan.invocation(p[1]));
    }
    return new Scenario(
        parts.getOrDefault(0, List.of()),
        List.copyOf(parts.subMap(1, AFTER).values()),
        parts.getOrDefault(AFTER, List.of()));
  }

  @Override
  public String toString() {
    return String.join(", ", encoded());
  }
}
