package dev.signalbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A check from which both JVMs learn what they need in each start: this one, if it is told to keep
 * that in a cache, and the checker's.
 */
final class Training {
  private Training() {}

  /** Argument: the archive to write for the checker's JVM. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("signalbox");
    try (InputStream program = Training.class.getResourceAsStream("Program.java.txt")) {
      Path source = folder.resolve("training").resolve("Program.java");
      Files.createDirectories(source.getParent());
      Files.copy(Objects.requireNonNull(program), source);
      Path classes = folder.resolve("classes");
      Signalbox.run(
          List.of(
              "check",
              source.toString(),
              "--time=5s",
              "--report=" + folder,
              "--java-option=-XX:DumpLoadedClassList=" + classes));
      CheckerJvm jvm = CheckerJvm.of(System.getProperties(), System.getenv());
      new ProcessBuilder(jvm.archiveCommand(classes, Path.of(args[0])))
          .inheritIO()
          .start()
          .waitFor();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
