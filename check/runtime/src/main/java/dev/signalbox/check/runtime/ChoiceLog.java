package dev.signalbox.check.runtime;

import java.util.Arrays;

/** The choices of an execution that were not the default: what a replay follows. */
final class ChoiceLog {
  private int[] triples = new int[48];
  private int size;

  /**
   * @param context the task in whose name the decision was taken
   * @param decision its number among those of that task
   */
  void add(Task context, int decision, int choice) {
    if (size + 3 > triples.length) {
      triples = Arrays.copyOf(triples, triples.length * 2);
    }
    triples[size++] = context.id;
    triples[size++] = decision;
    triples[size++] = choice;
  }

  int[] triples() {
    return Arrays.copyOf(triples, size);
  }
}
