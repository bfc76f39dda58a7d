package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the program's classes are.
 *
 * @param entries folders, jars, and {@code dir/*} for the jars of a folder, as the user wrote them
 */
record ClassPath(List<String> entries) {
  /**
   * As {@code java} has it: the option, otherwise what the replay file says, otherwise the variable
   * CLASSPATH, otherwise the current folder.
   *
   * @throws CannotCheckException if an entry of the option does not exist
   */
  static ClassPath of(@Nullable String option, List<String> replayed, @Nullable String variable) {
    if (option != null) {
      return new ClassPath(existing(split(option)));
    }
    if (!replayed.isEmpty()) {
      return new ClassPath(existing(replayed));
    }
    return new ClassPath(
        variable == null || variable.isEmpty()
            ? List.of(".")
            : split(variable).stream().filter(ClassPath::exists).toList());
  }

  /** As an option of javac, which does not know {@code dir/*} when it is not run from a shell. */
  String forJavac() {
    List<String> files = new ArrayList<>();
    for (String entry : entries) {
      if (entry.endsWith("*")) {
        files.addAll(jarsIn(folderOf(entry)));
      } else {
        files.add(entry);
      }
    }
    return String.join(File.pathSeparator, files);
  }

  private static List<String> jarsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CannotCheckException(
          "the class path entry " + folder + "/* cannot be read: " + e.getMessage());
    }
  }

  private static List<String> split(String path) {
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      entries.add(entry.isEmpty() ? "." : entry);
    }
    return entries;
  }

  private static List<String> existing(List<String> entries) {
    for (String entry : entries) {
      if (!exists(entry)) {
        throw new CannotCheckException(
            "the class path entry " + entry + " does not exist: correct or remove it");
      }
    }
    return entries;
  }

  private static boolean exists(String entry) {
    return Files.exists(entry.endsWith("*") ? folderOf(entry) : Path.of(entry));
  }

  private static Path folderOf(String wildcard) {
    String folder = wildcard.substring(0, wildcard.length() - 1);
    return Path.of(folder.isEmpty() ? "." : folder);
  }
}
