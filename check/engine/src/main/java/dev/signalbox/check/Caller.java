package dev.signalbox.check;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Who asks for a check.
 *
 * @param sourcePath where its source is looked for: the current folder, and the project that its
 *     classes are in by the layout of Maven, Gradle or an IDE
 */
record Caller(String className, String method, List<String> sourcePath) {
  /** From {@code build/classes/java/test} up to the project. */
  private static final int LEVELS = 4;

  private static final String OURS = Caller.class.getPackageName() + ".";

  static Caller find() {
    StackFrame frame =
        StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .filter(
                            f -> f.getDeclaringClass().getPackage() != Caller.class.getPackage())
                        .findFirst())
            .orElseThrow();
    return new Caller(
        frame.getClassName(),
        frame.getMethodName().replaceAll("^lambda\\$(.+)\\$\\d+$", "$1"),
        sourcePath(frame.getDeclaringClass()));
  }

  String name() {
    return className + "#" + method;
  }

  private static List<String> sourcePath(Class<?> c) {
    List<String> folders = new ArrayList<>(List.of(""));
    CodeSource source = c.getProtectionDomain().getCodeSource();
    if (source != null && source.getLocation() != null) {
      try {
        Path folder = Path.of(source.getLocation().toURI());
        for (int i = 0; i < LEVELS && folder != null; i++) {
          folder = folder.getParent();
          if (folder != null && Files.isDirectory(folder.resolve("src"))) {
            folders.add(folder.toString());
          }
        }
      } catch (URISyntaxException | RuntimeException e) {
        // Not a file: the report goes without its lines.
      }
    }
    return folders;
  }
}
