package dev.signalbox.check.engine.target.junit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Learns the invocations of parameterized tests and test factories, which Jupiter knows only while
 * it runs: goes through them with {@link BodySkipper}.
 */
final class Invocations implements TestExecutionListener {
  private static final String DETECTION = "junit.jupiter.extensions.autodetection.enabled";
  private static final String DETECTED = "junit.jupiter.extensions.autodetection.include";

  private final String testClass;
  private final List<Found> found = new ArrayList<>();
  private @Nullable TestPlan plan;
  private @Nullable Throwable failure;

  private Invocations(String testClass) {
    this.testClass = testClass;
  }

  /**
   * Goes through {@code containers}.
   *
   * @param discovered the plan that has the containers
   */
  static Invocations of(
      List<Found> containers, TestPlan discovered, Launcher launcher, String testClass) {
    boolean othersToo = discovered.getConfigurationParameters().getBoolean(DETECTION).orElse(false);
    String detected = discovered.getConfigurationParameters().get(DETECTED).orElse("*");
    List<UniqueId> ids = containers.stream().map(f -> f.test().getUniqueIdObject()).toList();
    Invocations invocations = new Invocations(testClass);
    var request =
        Settings.request()
            .selectors(ids.stream().map(DiscoverySelectors::selectUniqueId).toList())
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .configurationParameter(DETECTION, "true")
            .configurationParameter(DETECTED, detected + "," + BodySkipper.class.getName())
            .build();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new SkippingLoader(othersToo));
    try {
      launcher.execute(request, invocations);
    } finally {
      thread.setContextClassLoader(before);
    }
    return invocations;
  }

  List<Found> inside(Found container) {
    UniqueId id = container.test().getUniqueIdObject();
    return found.stream().filter(f -> f.test().getUniqueIdObject().hasPrefix(id)).toList();
  }

  /** Why Jupiter could not go through them; null if it could. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    add(test);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getParentIdObject().isEmpty()) {
      failure = result.getThrowable().orElse(null);
    }
  }

  private void add(TestIdentifier test) {
    if (test.isTest() && plan != null) {
      found.add(new Found(test, TestName.of(plan, test, testClass)));
    }
  }
}
