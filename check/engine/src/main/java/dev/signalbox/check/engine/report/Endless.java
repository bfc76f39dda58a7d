package dev.signalbox.check.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a run under the fair schedule does not end. */
public sealed interface Endless {

  /**
   * A livelock: the threads go round a circle, and each changes what the next one reads.
   *
   * @param steps how many steps of all threads make a round
   * @param rounds how many rounds were seen, each the same as the one before
   * @param loops what each of the threads does in a round
   */
  record Circle(int steps, int rounds, List<Loop> loops) implements Endless {}

  /**
   * @param thread index into {@link Finding#threads()}
   * @param steps in order
   */
  record Loop(int thread, List<Event> steps) {}

  /**
   * Starvation: what was there first gets nothing, what came later is served again and again.
   *
   * @param thread that is overtaken, an index into {@link Finding#threads()}; null if it is a task
   * @param who the thread's name, or the task
   * @param resource what it waits for: {@code monitor Cache.lock}, {@code PriorityBlockingQueue
   *     jobs}
   * @param sinceStep the step of the interleaving with which it began to wait; 0 if that is not
   *     among the steps that are shown
   * @param waited for how many scheduling points it has surely waited
   * @param bypasses how often it was overtaken, at least
   * @param overtakers by whom; empty if it is a task
   */
  record Overtaken(
      @Nullable Integer thread,
      String who,
      String resource,
      int sinceStep,
      long waited,
      long bypasses,
      List<Overtaker> overtakers)
      implements Endless {}

  /**
   * @param thread index into {@link Finding#threads()}
   * @param times how often it took the resource
   * @param where it took it
   */
  record Overtaker(int thread, long times, @Nullable Location where) {}
}
