package dev.signalbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A check from which the JVM learns what others will need, when it is told to keep a cache. */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("signalbox");
    try (InputStream program = Training.class.getResourceAsStream("Program.java.txt")) {
      Path source = folder.resolve("training").resolve("Program.java");
      Files.createDirectories(source.getParent());
      Files.copy(Objects.requireNonNull(program), source);
      Signalbox.run(
          List.of("check", source.toString(), "--report", folder.toString(), "--schedules", "9"));
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
