package dev.signalbox.check.engine.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * An operation with its arguments.
 *
 * @param text {@code offer(1)}
 * @param role only one thread of a scenario makes the invocations of a role; null if any may
 */
public record Invocation(String text, Body body, @Nullable String role) {

  /** The result of an operation that returns nothing. */
  public static final Object NOTHING = new Object();

  /** What it does. */
  @FunctionalInterface
  public interface Body {
    @Nullable Object applyTo(Object object) throws Exception;
  }

  /** Errors are not outcomes: an assertion in an operation is one of the test. */
  Outcome applyTo(Object object) {
    try {
      return Outcome.returned(body.applyTo(object));
    } catch (Exception e) {
      return Outcome.thrown(e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
