package dev.signalbox.check.engine.report;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row of the interleaving as it is shown. */
sealed interface Row {

  /** How many events it stands for, by thread. */
  SortedMap<Integer, Integer> events();

  /**
   * One event, or several of one thread at one source line.
   *
   * @param number the step's, or the first step's
   * @param count how many events
   */
  record Step(
      int number,
      int thread,
      String what,
      @Nullable Location where,
      String source,
      boolean telling,
      int count)
      implements Row {

    @Override
    public SortedMap<Integer, Integer> events() {
      return new TreeMap<>(java.util.Map.of(thread, count));
    }

    /** Whether the other row shows the same, but for its number. */
    boolean same(Step other) {
      return withoutNumber().equals(other.withoutNumber());
    }

    private Step withoutNumber() {
      return new Step(0, thread, what, where, source, telling, count);
    }
  }

  /**
   * Events that do not tell anything.
   *
   * @param last the thread of the last of them
   */
  record Skipped(SortedMap<Integer, Integer> events, int last) implements Row {}

  /** The last {@code rows} rows again, {@code times} times. */
  record Repeated(int rows, int times, SortedMap<Integer, Integer> events) implements Row {}
}
