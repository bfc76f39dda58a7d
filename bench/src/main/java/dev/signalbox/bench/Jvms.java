package dev.signalbox.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts what is measured, each time in a JVM of its own, one after the other.
 *
 * @param root of the checkout
 */
record Jvms(Path root) {
  /** System property: whether Signalbox's side looks for data races. */
  static final String RACES = "signalbox.bench.races";

  /** System property: whether the program runs on threads of the operating system. */
  static final String OS_THREADS = "signalbox.bench.os-threads";

  private static final String COLLECTOR = "-XX:+UseSerialGC";

  /** A process that ended. */
  record Ended(int status, Duration time, List<String> output) {}

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Signalbox's side, with the options that its command line gives the checker's JVM. */
  List<String> signalbox(List<String> arguments) {
    Path engine = root.resolve("cli/target/signalbox/lib/signalbox-check-engine.jar");
    List<String> command =
        new ArrayList<>(List.of(java().toString(), "-javaagent:" + engine + "=child"));
    command.addAll(List.of(COLLECTOR, "-Xshare:auto"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of("-cp", classPath(engine), SignalboxSide.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Signalbox's side, for the bug of a kernel. */
  List<String> kernel(List<String> arguments) {
    List<String> command = new ArrayList<>(signalbox(List.of()));
    command.set(command.size() - 1, KernelSide.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** The same, looking for data races. */
  List<String> signalboxWithRaces(List<String> arguments) {
    List<String> command = new ArrayList<>(signalbox(arguments));
    command.add(1, "-D" + RACES + "=true");
    return command;
  }

  /** The same as {@link #signalbox}, on threads of the operating system. */
  List<String> signalboxOnOsThreads(List<String> arguments) {
    List<String> command = new ArrayList<>(signalbox(arguments));
    command.add(1, "-D" + OS_THREADS + "=true");
    return command;
  }

  /** Lincheck's side. */
  List<String> lincheck(List<String> arguments) {
    Path libraries = root.resolve("bench/target/lib/*");
    List<String> command = new ArrayList<>(List.of(java().toString(), COLLECTOR));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    command.addAll(List.of("--add-exports", "java.base/jdk.internal.util=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath(libraries), LincheckSide.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Lincheck's side, for a program that uses these libraries. */
  List<String> lincheck(List<String> arguments, List<Path> libraries) {
    List<String> command = new ArrayList<>(lincheck(arguments));
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, join(command.get(classPath), libraries));
    return command;
  }

  /** One side of the comparison of linearizability, each with its own agent. */
  List<String> linearizability(String side, List<String> arguments) {
    List<String> command = new ArrayList<>(lincheck(List.of()));
    command.set(command.size() - 1, LinearizabilitySide.class.getName());
    if (side.equals("signalbox")) {
      command.add(1, "-javaagent:" + root.resolve("bench/target/lib/signalbox-check-engine.jar"));
    }
    command.addAll(arguments);
    return command;
  }

  /** The command as its user types it. */
  List<String> check(Workload workload) {
    return check(List.of(root.resolve(workload.source()).toString()));
  }

  /** The command for a program that uses these libraries. */
  List<String> check(String program, List<Path> libraries, List<String> options) {
    String own = root.resolve("bench/target/signalbox-bench.jar").toString();
    List<String> arguments =
        new ArrayList<>(List.of(program, "--class-path", join(own, libraries)));
    arguments.addAll(options);
    return check(arguments);
  }

  private List<String> check(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("signalbox").toString(), "check"));
    command.addAll(arguments);
    return command;
  }

  private static String join(String classPath, List<Path> libraries) {
    List<String> all = new ArrayList<>(List.of(classPath));
    libraries.forEach(l -> all.add(l.toString()));
    return String.join(File.pathSeparator, all);
  }

  private String classPath(Path first) {
    return String.join(
        File.pathSeparator,
        first.toString(),
        root.resolve("bench/target/signalbox-bench.jar").toString(),
        root.resolve("examples/target/signalbox-examples.jar").toString());
  }

  Result measure(List<String> command, Duration limit) throws IOException, InterruptedException {
    Ended ended = run(command, limit);
    return ended == null
        ? Result.failed("no result after " + limit.toSeconds() + " s")
        : Result.parse(ended.output);
  }

  /** Runs to its end; null if that takes longer than {@code limit}. */
  @Nullable Ended run(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("signalbox-bench");
    try {
      Path output = folder.resolve("output");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(output.toFile()));
      long start = System.nanoTime();
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      if (!ended) {
        process.destroyForcibly().waitFor();
        return null;
      }
      return new Ended(process.exitValue(), time, Files.readAllLines(output));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = new ArrayList<>(walk.toList());
    }
    Collections.reverse(files);
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
