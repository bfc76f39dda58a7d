package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the checker is to run.
 *
 * @param className the class with {@code main} or with the tests
 * @param classes those compiled in memory, by binary name
 * @param sourcePath files and folders where source lines may be found
 */
record Program(String className, Map<String, byte[]> classes, List<String> sourcePath) {
  /** Where build tools have the sources of the classes in a folder: suffix, and what it becomes. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "target/classes", "src/main/java",
          "target/test-classes", "src/test/java",
          "build/classes/java/main", "src/main/java",
          "build/classes/java/test", "src/test/java");

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
    Set<String> sources = new LinkedHashSet<>();
    for (String entry : path.entries()) {
      Path folder = Path.of(entry);
      SOURCES.forEach(
          (classes, source) -> {
            if (folder.endsWith(classes)) {
              Path module = folder;
              for (int i = Path.of(classes).getNameCount(); i > 0; i--) {
                module = module.resolveSibling("");
              }
              addFolder(sources, module.resolve(source));
            }
          });
      addFolder(sources, folder);
    }
    return new Program(className, Map.of(), new ArrayList<>(sources));
  }

  private static void addFolder(Set<String> sources, Path folder) {
    if (Files.isDirectory(folder)) {
      sources.add(folder.toString());
    }
  }
}
