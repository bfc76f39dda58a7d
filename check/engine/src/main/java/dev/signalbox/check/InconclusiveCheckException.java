package dev.signalbox.check;

/**
 * A check could not run, or could not come to a verdict: there is no agent, the code depends on
 * something that is not controlled, a replay file is of another build. The message says why and
 * what to do. It is neither a bug nor a sign that there is none.
 */
public final class InconclusiveCheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InconclusiveCheckException(String message) {
    super(message);
  }
}
