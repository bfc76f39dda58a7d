package dev.signalbox.check.engine.linearizability;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation came to. Results are equal by {@code equals}, arrays by their elements,
 * exceptions by their class.
 */
final class Outcome {
  /** It waits, and nobody is left to end that. */
  static final Outcome WAITS = new Outcome(null, null);

  /** Null if it did not return normally. */
  private final @Nullable Object @Nullable [] result;

  private final @Nullable Exception exception;

  private Outcome(@Nullable Object @Nullable [] result, @Nullable Exception exception) {
    this.result = result;
    this.exception = exception;
  }

  static Outcome returned(@Nullable Object result) {
    return new Outcome(new @Nullable Object[] {result}, null);
  }

  static Outcome thrown(Exception exception) {
    return new Outcome(null, exception);
  }

  boolean waits() {
    return this == WAITS;
  }

  private @Nullable Class<?> exceptionClass() {
    return exception == null ? null : exception.getClass();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Outcome other
        && Objects.deepEquals(result, other.result)
        && exceptionClass() == other.exceptionClass();
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(result) * 31 + Objects.hashCode(exceptionClass());
  }

  /** {@code → 1}, {@code returns}, {@code throws NoSuchElementException}, {@code waits}. */
  @Override
  public String toString() {
    if (exception != null) {
      return "throws " + exception.getClass().getSimpleName();
    }
    if (result == null) {
      return "waits";
    }
    if (result[0] == Invocation.NOTHING) {
      return "returns";
    }
    String text = Arrays.deepToString(result);
    return "→ " + text.substring(1, text.length() - 1);
  }
}
