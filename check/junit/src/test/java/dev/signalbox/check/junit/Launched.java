package dev.signalbox.check.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests of this JVM as JUnit's launcher runs them for an IDE, and what came of each. */
final class Launched implements TestExecutionListener {
  /**
   * One test, or one container.
   *
   * @param status {@code SUCCESSFUL}, {@code FAILED}, {@code ABORTED}
   */
  record Outcome(String status, @Nullable Throwable thrown) {
    String message() {
      return thrown == null ? "" : String.valueOf(thrown.getMessage());
    }

    List<String> stack() {
      return thrown == null
          ? List.of()
          : Stream.of(thrown.getStackTrace()).map(StackTraceElement::toString).toList();
    }
  }

  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final List<String> entries = new ArrayList<>();

  private Launched() {}

  static Launched of(Class<?> tests, String... parameters) {
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests));
    for (int i = 0; i < parameters.length; i += 2) {
      request.configurationParameter(parameters[i], parameters[i + 1]);
    }
    Launched launched = new Launched();
    LauncherFactory.create().execute(request.build(), launched);
    return launched;
  }

  /** By the last part of its id: {@code putAndTake()}, {@code #2}. */
  Outcome of(String... path) {
    return outcomes.entrySet().stream()
        .filter(e -> matches(e.getKey(), path))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(outcomes.toString()));
  }

  private static boolean matches(String id, String... path) {
    int at = 0;
    for (String part : path) {
      at = id.indexOf(":" + part + "]", at);
      if (at < 0) {
        return false;
      }
    }
    return id.endsWith(":" + path[path.length - 1] + "]");
  }

  Map<String, Outcome> outcomes() {
    return outcomes;
  }

  List<String> entries() {
    return entries;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    outcomes.put(
        test.getUniqueId(),
        new Outcome(result.getStatus().name(), result.getThrowable().orElse(null)));
  }

  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    entry.getKeyValuePairs().forEach((key, value) -> entries.add(key + ": " + value));
  }
}
