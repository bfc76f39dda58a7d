package dev.signalbox.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The example programs, the verdicts they must get, and the built command that gives them. */
final class Examples {
  static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final Path DISTRIBUTION = FOLDER.resolveSibling("cli").resolve("target/signalbox");
  static final Path ENGINE = DISTRIBUTION.resolve("lib/signalbox-check-engine.jar");

  /** What some of them are compiled against. */
  static final Path CORE = FOLDER.resolveSibling("core").resolve("target/signalbox-core.jar");

  /** One line of verdicts.txt. */
  record Example(String name, String verdict) {
    boolean isBroken() {
      return !verdict.equals("clean");
    }

    Path source() {
      return FOLDER.resolve(name + ".java");
    }

    String className() {
      return name.replace('/', '.');
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a process printed, and its exit status. */
  record Outcome(int status, String output) {}

  private Examples() {}

  static Stream<Example> all() {
    try {
      return Files.readAllLines(FOLDER.resolve("verdicts.txt")).stream()
          .map(line -> line.split(" "))
          .map(words -> new Example(words[0], words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Example> broken() {
    return all().filter(Example::isBroken);
  }

  static Outcome signalbox(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("-jar");
    command.add(DISTRIBUTION.resolve("signalbox.jar").toString());
    command.addAll(List.of(arguments));
    return java(command);
  }

  static Outcome java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    p.getOutputStream().close();
    String output = new String(p.getInputStream().readAllBytes());
    if (!p.waitFor(5, TimeUnit.MINUTES)) {
      p.destroyForcibly();
      throw new AssertionError(command + " does not end: " + output);
    }
    return new Outcome(p.exitValue(), output);
  }
}
