package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The names of the classes on a class path, to suggest one for a name that is not there. */
final class ClassNames {
  private static final int SUGGESTIONS = 3;
  private static final int TYPING_ERRORS = 2;

  private final List<Path> roots;
  private final Collection<String> compiled;

  ClassNames(List<Path> roots, Collection<String> compiled) {
    this.roots = roots;
    this.compiled = compiled;
  }

  /**
   * Those of the same simple name; otherwise those whose name has letters mistyped. None if there
   * are too many to be of help.
   */
  List<String> near(String name) {
    TreeSet<String> all = new TreeSet<>(compiled);
    for (Path root : roots) {
      try {
        all.addAll(Files.isDirectory(root) ? inDirectory(root) : inJar(root));
      } catch (IOException e) {
        // Nothing to suggest from there.
      }
    }
    String simple = simple(name);
    List<String> same = all.stream().filter(c -> simple(c).equals(simple)).toList();
    if (same.isEmpty()) {
      same =
          all.stream()
              .filter(
                  c -> distance(simple(c), simple) <= Math.min(TYPING_ERRORS, simple.length() / 2))
              .toList();
    }
    return same.size() > SUGGESTIONS ? List.of() : same;
  }

  private static String simple(String name) {
    int start = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1;
    return name.substring(start).toLowerCase(Locale.ROOT);
  }

  private static List<String> inDirectory(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(f -> root.relativize(f).toString().replace('\\', '/'))
          .filter(ClassNames::isClass)
          .map(ClassNames::className)
          .toList();
    }
  }

  private static List<String> inJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.stream()
          .map(e -> e.getName())
          .filter(ClassNames::isClass)
          .map(ClassNames::className)
          .toList();
    }
  }

  private static boolean isClass(String file) {
    return file.endsWith(".class") && !file.endsWith("-info.class") && !file.contains("-INF/");
  }

  private static String className(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }

  /** How many letters to insert, remove or replace to get from {@code a} to {@code b}. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > TYPING_ERRORS) {
      return TYPING_ERRORS + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
