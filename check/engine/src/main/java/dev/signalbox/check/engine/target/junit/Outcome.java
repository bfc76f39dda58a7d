package dev.signalbox.check.engine.target.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What came of one execution of one test. */
final class Outcome implements TestExecutionListener {
  private static final String ASSUMPTION = "Assumption failed";

  private @Nullable Throwable failure;
  private @Nullable String skipped;
  private boolean ran;

  /** The first failure: the test's, or that of what surrounds it. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Why nothing was tested; null if the test ran to its end or failed. */
  @Nullable String skipped() {
    if (failure != null || (ran && skipped == null)) {
      return null;
    }
    return skipped != null ? skipped : "JUnit found nothing to run";
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped = reason;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Throwable thrown = result.getThrowable().orElse(null);
    switch (result.getStatus()) {
      case SUCCESSFUL -> ran |= test.isTest();
      case ABORTED -> skipped = aborted(thrown == null ? null : thrown.getMessage());
      case FAILED -> {
        if (failure == null) {
          failure = thrown != null ? thrown : new AssertionError(test.getDisplayName() + " failed");
        }
      }
    }
  }

  /** Jupiter says by itself what JUnit 4 does not. */
  private static String aborted(@Nullable String message) {
    return message != null && message.startsWith(ASSUMPTION)
        ? message
        : message == null ? ASSUMPTION : ASSUMPTION + ": " + message;
  }
}
