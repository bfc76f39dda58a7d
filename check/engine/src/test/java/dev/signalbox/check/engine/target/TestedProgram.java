package dev.signalbox.check.engine.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program of tests, and what its tests wrote down in the system property {@value #LOG}. */
final class TestedProgram implements AutoCloseable {
  static final String LOG = "signalbox.test.log";

  /** To paste into programs: {@code Log.add("word");}. */
  static final String LOG_CLASS =
      """
      class Log {
        static synchronized void add(String s) {
          System.setProperty("signalbox.test.log", System.getProperty("signalbox.test.log", "") + s + " ");
        }
      }
      """;

  final Program program;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  TestedProgram(Requests request) {
    System.clearProperty(LOG);
    program = request.load();
  }

  List<String> names() {
    return program.targets().stream().map(Target::name).toList();
  }

  Target target(String name) {
    return program.targets().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + names()));
  }

  /** What was written since the last time. */
  String log() {
    String log = System.getProperty(LOG, "").strip();
    System.clearProperty(LOG);
    return log;
  }

  /** What the target wrote. */
  String run(String name) throws Throwable {
    log();
    target(name).run();
    return log();
  }

  /** Runs all: {@code passed}, why it was skipped, or what it threw. */
  Map<String, String> runAll() {
    Map<String, String> results = new LinkedHashMap<>();
    for (Target t : program.targets()) {
      Throwable thrown = thrownBy(t);
      results.put(t.name(), thrown == null ? t.skipped().orElse("passed") : String.valueOf(thrown));
    }
    return results;
  }

  static @Nullable Throwable thrownBy(Target target) {
    try {
      target.run();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  @Override
  public void close() {
    program.close();
    System.clearProperty(LOG);
    Thread.currentThread().setContextClassLoader(before);
  }
}
