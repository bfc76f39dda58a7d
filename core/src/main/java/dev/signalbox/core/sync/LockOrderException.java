package dev.signalbox.core.sync;

import dev.signalbox.core.sync.LockClass.Edge;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/**
 * A lock was wanted, or declared, in an order that contradicts the one known before: threads that
 * do both at the same time can wait for each other for ever. The message shows the cycle of lock
 * classes, and of each step of it the stack where it was first seen; the last one is the one that
 * was tried.
 *
 * <p>The lock has not been acquired, and the order is what it was.
 *
 * @see LockOrder
 */
public final class LockOrderException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.of is serializable
  private final List<String> cycle;

  private LockOrderException(String message, List<String> cycle) {
    super(message);
    this.cycle = List.copyOf(cycle);
  }

  /** What was tried closes a cycle with what is known. */
  static LockOrderException of(List<Edge> known, Edge tried) {
    StringBuilder text = new StringBuilder("lock order inverted: ");
    text.append(tried.from()).append(" before ").append(tried.to());
    List<String> cycle = new ArrayList<>();
    for (Edge e : known) {
      cycle.add(e.from().name);
      append(text, e, ", as seen first");
    }
    cycle.add(tried.from().name);
    append(text, tried, ", as tried now");
    return new LockOrderException(text.toString(), cycle);
  }

  /** Two locks of one class were to be nested. */
  static LockOrderException ofRanks(Edge tried, long below, long wanted) {
    StringBuilder text = new StringBuilder("two locks of class ");
    text.append(tried.to()).append(" nested: one of rank ").append(wanted);
    text.append(" under one of rank ").append(below);
    append(text, tried, ", as tried now");
    return new LockOrderException(text.toString(), List.of(tried.to().name));
  }

  private static void append(StringBuilder text, Edge e, String when) {
    text.append("\n  ").append(e.from()).append(" before ").append(e.to()).append(when);
    text.append(" by ").append(e.who());
    for (StackTraceElement frame : e.stack()) {
      text.append("\n      at ").append(frame);
    }
  }

  /**
   * The names of the lock classes: each comes before the next by what was known, and the last
   * before the first by what was tried. A single one if two locks of that class were nested against
   * their ranks.
   */
  public List<String> cycle() {
    return cycle;
  }
}
