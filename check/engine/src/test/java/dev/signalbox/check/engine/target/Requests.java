package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests that differ in what {@link Program} looks at. */
record Requests(
    String className,
    String method,
    List<String> arguments,
    List<String> classPath,
    Map<String, byte[]> compiled) {

  static Requests of(String target) {
    int hash = target.indexOf('#');
    return new Requests(
        hash < 0 ? target : target.substring(0, hash),
        hash < 0 ? "" : target.substring(hash + 1),
        List.of(),
        List.of(),
        Map.of());
  }

  Requests arguments(String... values) {
    return new Requests(className, method, List.of(values), classPath, compiled);
  }

  Requests classPath(Path... entries) {
    return classPath(List.of(entries));
  }

  Requests classPath(List<Path> entries) {
    return written(entries.stream().map(Path::toString).toArray(String[]::new));
  }

  /** More of the class path, as a user would write it. */
  Requests written(String... entries) {
    List<String> all = Stream.concat(classPath.stream(), Stream.of(entries)).toList();
    return new Requests(className, method, arguments, all, compiled);
  }

  Requests compiled(Map<String, byte[]> classes) {
    return new Requests(className, method, arguments, classPath, classes);
  }

  Program load() {
    return Program.load(
        new CheckRequest(
            className,
            className,
            method,
            arguments,
            classPath,
            compiled,
            List.of(),
            Duration.ofSeconds(1),
            1,
            "random",
            -1,
            1,
            1000,
            false,
            List.of(),
            "",
            "",
            false,
            false,
            false,
            false,
            80,
            "signalbox",
            1,
            List.of()));
  }

  /** The one line that the user would see. */
  String problem() {
    try (Program program = load()) {
      throw new AssertionError("it can be checked: " + program.targets());
    } catch (CannotCheckException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
