package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar with a program's classes and its libraries in folders of their own, as Spring Boot and
 * servlet containers have it. The JVM's class loaders do not look into those: they are unpacked.
 */
final class FatJar {
  private static final List<String> CLASSES = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
  private static final List<String> LIBRARIES =
      List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/");

  private FatJar() {}

  /**
   * What to put on a class path for {@code jar}: its classes, its libraries, itself; only itself if
   * it is a plain jar.
   *
   * @throws IOException if it is no jar
   */
  static List<Path> open(Path jar, TempFolder temp) throws IOException {
    List<JarEntry> nested = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory() && (isClass(entry) || isLibrary(entry))) {
          nested.add(entry);
        }
      }
      if (nested.isEmpty()) {
        return List.of(jar);
      }
      Path classes = temp.newFolder();
      Path libraries = temp.newFolder();
      List<Path> roots = new ArrayList<>(List.of(classes));
      for (JarEntry entry : nested) {
        try (InputStream bytes = file.getInputStream(entry)) {
          String folder = prefix(CLASSES, entry);
          if (folder != null) {
            temp.write(classes, entry.getName().substring(folder.length()), bytes);
          } else {
            roots.add(temp.write(libraries, entry.getName(), bytes));
          }
        }
      }
      roots.add(jar);
      return roots;
    }
  }

  private static boolean isClass(JarEntry entry) {
    return prefix(CLASSES, entry) != null;
  }

  private static boolean isLibrary(JarEntry entry) {
    return prefix(LIBRARIES, entry) != null && entry.getName().endsWith(".jar");
  }

  private static @Nullable String prefix(List<String> folders, JarEntry entry) {
    for (String folder : folders) {
      if (entry.getName().startsWith(folder)) {
        return folder;
      }
    }
    return null;
  }
}
