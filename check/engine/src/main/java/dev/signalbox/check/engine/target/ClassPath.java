package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A class path as the JVM reads it: directories, jars, {@code dir/*} for the jars in a directory.
 * Unlike the JVM it takes an entry that is missing for a mistake, and opens fat jars.
 *
 * @param written as the user wrote it
 * @param roots directories and plain jars, in the order of search
 */
record ClassPath(List<String> written, List<Path> roots) {

  /**
   * @throws CannotCheckException if an entry is missing or neither directory nor jar
   */
  static ClassPath of(List<String> entries, TempFolder temp) {
    List<Path> roots = new ArrayList<>();
    for (String entry : entries) {
      if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith("\\*")) {
        for (Path jar : jarsIn(entry)) {
          roots.addAll(open(jar, temp));
        }
      } else {
        Path path = path(entry, entry);
        roots.addAll(Files.isDirectory(path) ? List.of(path) : open(path, temp));
      }
    }
    return new ClassPath(List.copyOf(entries), List.copyOf(roots));
  }

  /** For messages: where a class was looked for. */
  String describe() {
    return written.isEmpty()
        ? "the class path is empty: name the program's directories and jars with --class-path"
        : "looked in "
            + written.stream().map(w -> w.isEmpty() ? "." : w).collect(Collectors.joining(", "));
  }

  private static Path path(String file, String entry) {
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException e) {
      throw new CannotCheckException("the class path entry '" + entry + "' is no file name");
    }
    if (!Files.exists(path)) {
      throw new CannotCheckException(
          "the class path entry " + entry + " does not exist: correct or remove it");
    }
    return path;
  }

  private static List<Path> jarsIn(String wildcard) {
    String directory = wildcard.substring(0, wildcard.length() - 1);
    Path path = path(directory.isEmpty() ? "." : directory, wildcard);
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, ClassPath::isJar)) {
      files.forEach(jars::add);
    } catch (IOException e) {
      throw new CannotCheckException(
          "the class path entry " + wildcard + " cannot be read: " + e.getMessage());
    }
    jars.sort(null);
    return jars;
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private static List<Path> open(Path jar, TempFolder temp) {
    try {
      return FatJar.open(jar, temp);
    } catch (IOException e) {
      String hint =
          jar.toString().endsWith(".class") || jar.toString().endsWith(".java")
              ? ": give the directory of its outermost package"
              : " (" + e.getMessage() + ")";
      throw new CannotCheckException(
          "the class path entry " + jar + " is neither a directory nor a jar" + hint);
    }
  }
}
