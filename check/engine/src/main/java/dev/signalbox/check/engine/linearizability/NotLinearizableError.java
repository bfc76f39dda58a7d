package dev.signalbox.check.engine.linearizability;

/** Ends an execution whose results fit no order of its operations. */
final class NotLinearizableError extends AssertionError {
  private static final long serialVersionUID = 1L;

  NotLinearizableError() {
    super(
        "not linearizable: no order of the operations that agrees with their calls and returns"
            + " gives these results");
  }
}
