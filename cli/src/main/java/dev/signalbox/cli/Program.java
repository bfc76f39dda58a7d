package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.target.SourcePath;
import java.util.List;
import java.util.Map;

/**
 * What the checker is to run.
 *
 * @param className the class with {@code main} or with the tests
 * @param classes those compiled in memory, by binary name
 * @param sourcePath files and folders where source lines may be found
 */
record Program(String className, Map<String, byte[]> classes, List<String> sourcePath) {
  /**
   * A source file, compiled.
   *
   * @param options further options of javac
   * @throws CannotCheckException if it cannot be compiled at all, or holds nothing that can be run
   * @throws CompilationFailed if it has errors
   */
  static Program ofSource(TargetName target, ClassPath path, List<String> options) {
    // Without javac, not even our class that calls it can be loaded.
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw new CannotCheckException(
          target.name()
              + " cannot be compiled: the Java in "
              + System.getProperty("java.home")
              + " has no compiler; set JAVA_HOME to a JDK, or name a class that is compiled");
    }
    return SourceCompiler.compile(target, path, options);
  }

  /** A class on the class path, whose sources are where they are by convention. */
  static Program ofClass(String className, ClassPath path) {
    return new Program(className, Map.of(), SourcePath.of(path.entries()));
  }
}
