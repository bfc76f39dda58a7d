package dev.signalbox.check.engine;

/** All tests were skipped: disabled, or their assumptions did not hold. */
public final class NothingTestedException extends CannotCheckException {
  private static final long serialVersionUID = 1L;

  private final String reasons;

  NothingTestedException(String tests, String reasons) {
    super("nothing was tested; " + tests);
    this.reasons = reasons;
  }

  /** What the tests gave as their reasons. */
  public String reasons() {
    return reasons;
  }
}
