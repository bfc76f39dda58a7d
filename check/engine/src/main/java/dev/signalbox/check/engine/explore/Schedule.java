package dev.signalbox.check.engine.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An interleaving: where it differs from letting each thread run on until it blocks.
 *
 * @param seed of what executions draw at random besides, see {@code Determinism}
 * @param choices in the order in which they were taken
 */
public record Schedule(long seed, List<Choice> choices) {
  public static final Schedule DEFAULT = new Schedule(0, List.of());

  /**
   * @param task the thread in whose name the decision was taken
   * @param decision its number in that task
   * @param choice who goes on; below 0, task {@code ~choice} wakes up early or spuriously
   */
  public record Choice(int task, int decision, int choice) {
    @Override
    public String toString() {
      return task + ":" + decision + ":" + choice;
    }

    public static Choice parse(String s) {
      String[] p = s.split(":");
      return new Choice(Integer.parseInt(p[0]), Integer.parseInt(p[1]), Integer.parseInt(p[2]));
    }
  }

  /** From the triples that an execution recorded. */
  public static Schedule of(long seed, int[] triples) {
    List<Choice> choices = new ArrayList<>(triples.length / 3);
    for (int i = 0; i < triples.length; i += 3) {
      choices.add(new Choice(triples[i], triples[i + 1], triples[i + 2]));
    }
    return new Schedule(seed, choices);
  }

  int size() {
    return choices.size();
  }

  Schedule with(Choice c) {
    List<Choice> longer = new ArrayList<>(choices);
    longer.add(c);
    return new Schedule(seed, longer);
  }

  Schedule without(int from, int to) {
    List<Choice> shorter = new ArrayList<>(choices.subList(0, from));
    shorter.addAll(choices.subList(to, choices.size()));
    return new Schedule(seed, shorter);
  }

  static long address(int task, int decision) {
    return (long) task << 32 | decision;
  }

  /** Who goes on, by decision. */
  Map<Long, Integer> switches() {
    Map<Long, Integer> m = new HashMap<>();
    for (Choice c : choices) {
      if (c.choice >= 0) {
        m.put(address(c.task, c.decision), c.choice);
      }
    }
    return m;
  }

  /** Who wakes up, by decision. */
  Map<Long, Integer> injections() {
    Map<Long, Integer> m = new HashMap<>();
    for (Choice c : choices) {
      if (c.choice < 0) {
        m.put(address(c.task, c.decision), ~c.choice);
      }
    }
    return m;
  }
}
