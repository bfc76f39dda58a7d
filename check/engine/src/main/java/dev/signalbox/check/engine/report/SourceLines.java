package dev.signalbox.check.engine.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of source lines. In a directory a file is looked for below the directory, its {@code
 * src/main/java} and its {@code src/test/java}, in the folder of its package, then directly in the
 * directory. A file counts only if it declares the package that the class is in. For one thread.
 */
public final class SourceLines {
  private static final List<String> ROOTS = List.of("", "src/main/java", "src/test/java");
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;?", Pattern.MULTILINE);

  private final List<Path> sourcePath;
  private final Map<String, List<String>> files = new HashMap<>();

  /**
   * @param sourcePath source files and directories; those that do not exist are passed over
   */
  public SourceLines(List<Path> sourcePath) {
    this.sourcePath = List.copyOf(sourcePath);
  }

  /** The line's text without the space around it; empty if it is not found. */
  public String at(Location location) {
    List<String> lines = file(location);
    int line = location.line();
    return line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
  }

  /**
   * The line and up to {@code margin} lines before and after it by their numbers, as they stand in
   * the file; empty if the line is not found.
   */
  SortedMap<Integer, String> around(Location location, int margin) {
    SortedMap<Integer, String> around = new TreeMap<>();
    List<String> lines = file(location);
    int line = location.line();
    if (line >= 1 && line <= lines.size()) {
      int last = Math.min(lines.size(), line + margin);
      for (int n = Math.max(1, line - margin); n <= last; n++) {
        around.put(n, lines.get(n - 1));
      }
    }
    return around;
  }

  /** The same for all places of one file: {@code com.acme/Bank.java}. */
  static String fileOf(Location location) {
    return packageOf(location.className()) + "/" + location.file();
  }

  private List<String> file(Location location) {
    return files.computeIfAbsent(
        fileOf(location), k -> find(packageOf(location.className()), location.file()));
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  private List<String> find(String pack, String file) {
    try {
      for (Path candidate : candidates(pack, file)) {
        String text = read(candidate);
        if (!text.isEmpty() && declared(text).equals(pack)) {
          return text.lines().toList();
        }
      }
    } catch (InvalidPathException e) {
      // The class file names a source file that no file system has.
    }
    return List.of();
  }

  private List<Path> candidates(String pack, String file) {
    List<Path> candidates = new ArrayList<>();
    for (Path p : sourcePath) {
      if (Files.isDirectory(p)) {
        for (String root : ROOTS) {
          candidates.add(p.resolve(root).resolve(pack.replace('.', '/')).resolve(file));
        }
        candidates.add(p.resolve(file));
      } else if (p.endsWith(file)) {
        candidates.add(p);
      }
    }
    return candidates;
  }

  private static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // A report without this file's lines is better than none.
    }
  }

  private static String declared(String text) {
    Matcher m = PACKAGE.matcher(text);
    return m.find() ? m.group(1) : "";
  }
}
