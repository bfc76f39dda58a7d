package dev.signalbox.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the command in a process of its own, as a user does. */
final class SignalboxCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> start;
  private Path folder = Path.of("");

  private SignalboxCommand(List<String> start) {
    this.start = List.copyOf(start);
  }

  /** The distribution that the build has made. */
  static SignalboxCommand built() {
    return of(Path.of("target", "signalbox").toAbsolutePath());
  }

  /** A distribution that has our classes and another checker. */
  static SignalboxCommand withChecker(Path distribution, String... javaOptions) {
    return java(distribution, System.getProperty("java.class.path"), javaOptions);
  }

  static SignalboxCommand of(Path distribution) {
    Path jar = distribution.resolve("signalbox.jar");
    if (!Files.exists(jar)) {
      throw new AssertionError("the distribution is not built: there is no " + jar);
    }
    return java(distribution, jar.toString());
  }

  /** A program, such as the script. */
  static SignalboxCommand program(String... start) {
    return new SignalboxCommand(List.of(start));
  }

  private static SignalboxCommand java(Path distribution, String classPath, String... options) {
    List<String> start = new ArrayList<>();
    start.add(FakeChecker.java().toString());
    start.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    start.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    start.add("-Dsignalbox.home=" + distribution);
    start.add("-Dsignalbox.command=./signalbox");
    start.addAll(List.of(options));
    start.addAll(List.of("-cp", classPath, "dev.signalbox.cli.Signalbox"));
    return new SignalboxCommand(start);
  }

  /** From now on, runs in {@code folder}. */
  SignalboxCommand in(Path folder) {
    this.folder = folder;
    return this;
  }

  Process start(String... args) {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|CLASSPATH"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command to its end. */
  Outcome run(String... args) throws InterruptedException {
    Process process = start(args);
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs after " + PATIENCE + ": " + List.of(args));
    }
    return new Outcome(process.exitValue(), out.join(), err.join());
  }

  private static CompletableFuture<String> text(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
