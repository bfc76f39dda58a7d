package dev.signalbox.check.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bug, with the shortest interleaving that shows it.
 *
 * @param cause one line in the program's own names
 * @param threads all threads of the execution, in the order of their start
 * @param events the interleaving
 * @param cycle the threads of a waiting cycle in order (each waits for the next, the last for the
 *     first); empty if there is none
 * @param endless why the run does not end, for a livelock and for starvation
 * @param error the assertion error or exception, if there is one
 * @param notes what else is worth knowing: leaked threads, injected spurious wake-ups
 * @param output what the program printed in this execution (its end, if it is long)
 * @param switches how often the interleaving switches threads, waits not counted
 * @param execution the number of the execution that found it, from 1
 * @param strategy that found it
 * @param replayFile where the replay was written
 * @param replayCommand shows the finding again
 * @param conflict the accesses of a data race, or null
 * @param history lines that tell what was done in larger steps than {@code events}; most often
 *     empty
 */
public record Finding(
    Kind kind,
    String cause,
    List<ThreadView> threads,
    List<Event> events,
    List<Integer> cycle,
    @Nullable Endless endless,
    @Nullable Failure error,
    List<String> notes,
    String output,
    int switches,
    long execution,
    String strategy,
    long seed,
    String replayFile,
    String replayCommand,
    @Nullable Conflict conflict,
    List<String> history) {

  /** A finding without a history. */
  public Finding(
      Kind kind,
      String cause,
      List<ThreadView> threads,
      List<Event> events,
      List<Integer> cycle,
      @Nullable Endless endless,
      @Nullable Failure error,
      List<String> notes,
      String output,
      int switches,
      long execution,
      String strategy,
      long seed,
      String replayFile,
      String replayCommand,
      @Nullable Conflict conflict) {
    this(
        kind,
        cause,
        threads,
        events,
        cycle,
        endless,
        error,
        notes,
        output,
        switches,
        execution,
        strategy,
        seed,
        replayFile,
        replayCommand,
        conflict,
        List.of());
  }

  /** The same with a history. */
  Finding withHistory(List<String> lines) {
    return new Finding(
        kind,
        cause,
        threads,
        events,
        cycle,
        endless,
        error,
        notes,
        output,
        switches,
        execution,
        strategy,
        seed,
        replayFile,
        replayCommand,
        conflict,
        lines);
  }

  /**
   * Two accesses to one variable that nothing orders, at least one of them a write.
   *
   * @param variable {@code CounterRace.counter}, {@code balances[]}, {@code HashMap cache}
   * @param first the one that came first in this interleaving
   */
  public record Conflict(String variable, Access first, Access second) {}

  /**
   * What one thread did in a data race.
   *
   * @param thread index into {@link Finding#threads()}
   * @param writes whether it writes; otherwise it reads
   * @param stack the program's frames, innermost first
   */
  public record Access(int thread, boolean writes, List<Location> stack) {}

  /**
   * An error that ended a thread.
   *
   * @param thread index into {@link Finding#threads()}
   * @param type class name of the exception
   * @param stack the program's frames, innermost first
   * @param causes its causes, as {@code type: message}
   */
  public record Failure(
      int thread, String type, String message, List<Location> stack, List<String> causes) {}
}
