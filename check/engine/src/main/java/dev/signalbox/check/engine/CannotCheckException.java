package dev.signalbox.check.engine;

/**
 * The check could not run, or could not conclude; the message says what to do. Ends in exit status
 * 2, never in a stack trace.
 */
public sealed class CannotCheckException extends RuntimeException permits NothingTestedException {
  private static final long serialVersionUID = 1L;

  public CannotCheckException(String message) {
    super(message);
  }
}
