package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.lang.model.SourceVersion;

/**
 * What the user wants checked.
 *
 * @param written as the user wrote it
 * @param name a .java file or a class
 * @param method one test method of it, or empty
 */
record TargetName(String written, String name, String method) {
  private static final String JAVA = ".java";

  /**
   * @throws CannotCheckException if {@code written} names neither a .java file nor a class
   */
  static TargetName parse(String written) {
    // A '#' may also be part of a file's name.
    int hash = Files.exists(Path.of(written)) ? -1 : written.lastIndexOf('#');
    TargetName target =
        hash < 0
            ? new TargetName(written, written, "")
            : new TargetName(written, written.substring(0, hash), written.substring(hash + 1));
    target.verify(hash >= 0);
    return target;
  }

  boolean isSource() {
    return name.endsWith(JAVA);
  }

  Path source() {
    return Path.of(name);
  }

  /** The same, with the test method that a replay file names. */
  TargetName orMethod(String other) {
    return method.isEmpty() ? new TargetName(written, name, other) : this;
  }

  private void verify(boolean withMethod) {
    if (withMethod && method.isEmpty()) {
      throw new CannotCheckException("'" + written + "' names no method after the #");
    }
    Path file = Path.of(name);
    if (Files.isDirectory(file)) {
      throw new CannotCheckException(
          name + " is a folder: name a .java file in it, or a class with --class-path " + name);
    }
    if (isSource()) {
      if (!Files.exists(file)) {
        throw new CannotCheckException("there is no file " + name);
      }
    } else if (name.endsWith(".class")) {
      throw new CannotCheckException(
          name + " is a class file: name the class, and its folder with --class-path");
    } else if (name.endsWith(".jar")) {
      throw new CannotCheckException(
          name + " is a jar: name a class in it, and the jar with --class-path " + name);
    } else if (!SourceVersion.isName(name)) {
      throw new CannotCheckException("'" + name + "' is neither a .java file nor a class name");
    }
  }
}
