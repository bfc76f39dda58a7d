package dev.signalbox.check.engine.target.junit;

import java.util.Map;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * Configuration parameters that keep JUnit from interfering with the checker; they win over the
 * user's {@code junit-platform.properties}.
 */
final class Settings {
  private static final Map<String, String> PARAMETERS =
      Map.of(
          // The checker alone starts threads and says when they run.
          "junit.jupiter.execution.parallel.enabled", "false",
          "junit.vintage.execution.parallel.enabled", "false",
          // Time is virtual, and a hang is found without it.
          "junit.jupiter.execution.timeout.mode", "disabled",
          // An execution may be abandoned in the middle: System.out would stay replaced.
          "junit.platform.output.capture.stdout", "false",
          "junit.platform.output.capture.stderr", "false",
          // What is odd about the tests is said when they are looked for, not in every execution.
          "junit.platform.discovery.issue.failure.phase", "discovery",
          "junit.vintage.discovery.issue.reporting.enabled", "false");

  private Settings() {}

  static LauncherDiscoveryRequestBuilder request() {
    return LauncherDiscoveryRequestBuilder.request().configurationParameters(PARAMETERS);
  }
}
