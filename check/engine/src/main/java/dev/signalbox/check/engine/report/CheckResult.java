package dev.signalbox.check.engine.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking one target (a main class, or one test method).
 *
 * @param target as the user wrote it, with the test method's name added
 * @param finding the bug, or null
 * @param executions how many interleavings were tried
 * @param threads the most threads that one execution had
 * @param steps the most scheduling points that one execution had
 * @param strategies those that were used
 * @param replayed whether this was a replay of a known finding
 * @param notes e.g. "only one thread: nothing to interleave", leaked threads
 * @param problem why the check could not run or conclude (exit status 2), or null
 * @param further what else was found: data races beside {@code finding}
 * @param coverage how far an exhaustive search came, or null
 */
public record CheckResult(
    String target,
    @Nullable Finding finding,
    long executions,
    Duration elapsed,
    int threads,
    long steps,
    List<String> strategies,
    long seed,
    boolean replayed,
    List<String> notes,
    @Nullable String problem,
    List<Finding> further,
    @Nullable Coverage coverage) {

  /** A result with one finding at the most, and not of an exhaustive search. */
  public CheckResult(
      String target,
      @Nullable Finding finding,
      long executions,
      Duration elapsed,
      int threads,
      long steps,
      List<String> strategies,
      long seed,
      boolean replayed,
      List<String> notes,
      @Nullable String problem) {
    this(
        target,
        finding,
        executions,
        elapsed,
        threads,
        steps,
        strategies,
        seed,
        replayed,
        notes,
        problem,
        List.of(),
        null);
  }

  /** All that was found, the main one first. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(further);
    if (finding != null) {
      all.addFirst(finding);
    }
    return all;
  }

  /** The same with one of its findings; with its notes, if that is the main one. */
  CheckResult withOnly(Finding f) {
    return new CheckResult(
        target,
        f,
        executions,
        elapsed,
        threads,
        steps,
        strategies,
        seed,
        replayed,
        f == finding ? notes : List.of(),
        problem,
        List.of(),
        coverage);
  }

  /** The same, with one note more. */
  public CheckResult withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return with(finding, more);
  }

  /** The same, its main finding with a history; see {@link Finding#history()}. */
  public CheckResult withHistory(List<String> lines) {
    return finding == null ? this : with(finding.withHistory(lines), notes);
  }

  private CheckResult with(@Nullable Finding main, List<String> allNotes) {
    return new CheckResult(
        target,
        main,
        executions,
        elapsed,
        threads,
        steps,
        strategies,
        seed,
        replayed,
        allNotes,
        problem,
        further,
        coverage);
  }
}
