package dev.signalbox.check.engine.report;

import java.util.List;

/**
 * How much of all interleavings an exhaustive search has seen.
 *
 * @param finished whether nothing is left of what it varies
 * @param preemptions the bound up to which it is finished, or was working if it is not; below 0 if
 *     there is none
 * @param redundant executions that were cut short because all that could follow had been seen
 * @param share of the search tree that was explored, from 0 to 1, by the weighted backtrack
 *     estimator
 * @param limits what the search did not vary although this program could have shown it
 */
public record Coverage(
    boolean finished, int preemptions, long redundant, double share, List<String> limits) {

  /** What such a search is called where other strategies have their names. */
  public static final String STRATEGY = "exhaustive";

  /** Whether every interleaving was seen: nothing is left, and nothing was left out. */
  public boolean isComplete() {
    return finished && preemptions < 0 && limits.isEmpty();
  }
}
