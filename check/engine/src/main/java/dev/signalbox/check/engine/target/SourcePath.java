package dev.signalbox.check.engine.target;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the sources of a program are, by convention. */
public final class SourcePath {
  /** Where build tools have the sources of the classes in a folder: suffix, and what it becomes. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "target/classes", "src/main/java",
          "target/test-classes", "src/test/java",
          "build/classes/java/main", "src/main/java",
          "build/classes/java/test", "src/test/java");

  private SourcePath() {}

  /** The folders that exist: those of the sources, and those of {@code classPath} themselves. */
  public static List<String> of(List<String> classPath) {
    Set<String> sources = new LinkedHashSet<>();
    for (String entry : classPath) {
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
    return List.copyOf(sources);
  }

  private static void addFolder(Set<String> sources, Path folder) {
    if (Files.isDirectory(folder)) {
      sources.add(folder.toString());
    }
  }
}
