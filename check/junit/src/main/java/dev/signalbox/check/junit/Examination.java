package dev.signalbox.check.junit;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.InThisJvm;
import dev.signalbox.check.engine.NothingTestedException;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Status;
import dev.signalbox.check.engine.report.TextReport;
import dev.signalbox.check.engine.target.SourcePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** One test in the hands of the checker. */
final class Examination {
  private static final StackTraceElement[] NOWHERE = {};
  private static final long MAX_STEPS = 2_000_000;

  /** Outlives {@code mvn clean}: a replay file is still there when the annotation names it. */
  private static final String FOLDER = ".signalbox";

  private static final String HERE = ".";

  private final Attributes attributes;
  private final ExtensionContext test;

  Examination(Check check, ExtensionContext test) {
    this.attributes = new Attributes(check, test);
    this.test = test;
  }

  /**
   * Returns if nothing was found.
   *
   * @throws AssertionError if there is a bug; its message is the report
   * @throws TestAbortedException if the test skips itself
   * @throws CannotCheckException if there is no verdict
   */
  void run() {
    CheckResult result = result();
    String report = new TextReport(TextReport.DEFAULT_WIDTH, false).render(result).strip();
    switch (Status.of(result)) {
      case CLEAN -> test.publishReportEntry("signalbox", report);
      case FOUND -> throw Failure.of(result, report);
      case PROBLEM -> throw withoutTrace(new CannotCheckException(report));
    }
  }

  private CheckResult result() {
    try {
      return InThisJvm.check(request());
    } catch (NothingTestedException e) {
      throw new TestAbortedException(e.reasons());
    } catch (CannotCheckException e) {
      throw withoutTrace(e);
    }
  }

  /** The message says it all; where in the checker it was thrown helps nobody. */
  private static CannotCheckException withoutTrace(CannotCheckException e) {
    e.setStackTrace(NOWHERE);
    return e;
  }

  private CheckRequest request() {
    Class<?> type = testClass(test);
    String testClass = type.getName();
    List<String> classPath = ClassRoots.of(type);
    List<String> sourcePath = new ArrayList<>(SourcePath.of(classPath));
    sourcePath.add(HERE);
    return new CheckRequest(
        testClass,
        testClass,
        idInJupiter(),
        List.of(),
        classPath,
        Map.of(),
        sourcePath,
        attributes.time(),
        attributes.schedules(),
        attributes.strategy(),
        attributes.preemptions(),
        attributes.seed(),
        MAX_STEPS,
        attributes.races(),
        attributes.ignoredRaces(),
        attributes.replay(),
        FOLDER,
        false,
        false,
        false,
        false,
        TextReport.DEFAULT_WIDTH,
        "@Check(replay = \"" + CheckRequest.FILE + "\")",
        1,
        List.of());
  }

  /** A dynamic test has none of its own. */
  static Class<?> testClass(ExtensionContext test) {
    return test.getTestClass()
        .or(() -> test.getParent().map(Examination::testClass))
        .orElseThrow(() -> new IllegalStateException("no class has " + test.getUniqueId()));
  }

  /** A suite has Jupiter's tests below itself. */
  private String idInJupiter() {
    String id = test.getUniqueId();
    return id.substring(id.lastIndexOf("[engine:"));
  }
}
