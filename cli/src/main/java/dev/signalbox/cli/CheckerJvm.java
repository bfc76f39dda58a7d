package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.agent.Agent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the checker's JVM is started: the program runs there, under the agent.
 *
 * @param java the launcher, of the JDK that runs us
 * @param folder the distribution: {@code lib/signalbox-check-engine.jar} and, if it was prepared,
 *     {@code check.jsa}
 * @param inherited options that any JVM takes from the environment
 */
record CheckerJvm(Path java, Path folder, List<String> inherited) {
  private static final String MAIN = "dev.signalbox.check.engine.CheckMain";

  static CheckerJvm of(Properties properties, Map<String, String> environment) {
    String folder = properties.getProperty("signalbox.home");
    return new CheckerJvm(
        Path.of(properties.getProperty("java.home"), "bin", "java"),
        folder == null ? ownFolder() : Path.of(folder),
        Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
            .flatMap(name -> Arrays.stream(environment.getOrDefault(name, "").split("\\s+")))
            .toList());
  }

  /**
   * What starts the checker.
   *
   * @throws CannotCheckException if the distribution is incomplete
   */
  List<String> command(JavaOptions options) {
    Path engine = engine();
    if (!Files.isReadable(engine)) {
      throw new CannotCheckException(
          "the checker is missing: there is no " + engine + "; run ./build");
    }
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + engine + "=" + Agent.CHILD);
    List<String> given = Stream.concat(inherited.stream(), options.values().stream()).toList();
    if (given.stream().noneMatch(JavaOptions::choosesCollector)) {
      command.add("-XX:+UseSerialGC");
    }
    if (isNewer(archive(), engine) && given.stream().noneMatch(JavaOptions::choosesArchive)) {
      command.add("-XX:SharedArchiveFile=" + archive());
    }
    // Standard output is the report's: what the JVM itself has to say goes elsewhere.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error,aot*=off,cds*=off:stderr"));
    command.add("-XX:+DisplayVMOutputToStderr");
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.addAll(options.values());
    command.addAll(List.of("-cp", classPath(), MAIN));
    return command;
  }

  /**
   * What writes the archive, from which the checker's JVM maps its classes instead of loading them.
   * It passes over an archive that does not fit.
   *
   * @param classes a list of them, that the JVM wrote when it ran the checker
   */
  List<String> archiveCommand(Path classes, Path archive) {
    return List.of(
        java.toString(),
        "-Xshare:dump",
        "-XX:SharedClassListFile=" + classes,
        "-XX:SharedArchiveFile=" + archive,
        "-XX:+UseSerialGC",
        // The agent brings it; archived modules are those that the JVM is to start with.
        "--add-modules=java.instrument",
        "-cp",
        classPath());
  }

  private Path engine() {
    return folder.resolve("lib").resolve("signalbox-check-engine.jar");
  }

  private Path archive() {
    return folder.resolve("check.jsa");
  }

  private static boolean isNewer(Path file, Path than) {
    return file.toFile().lastModified() > than.toFile().lastModified();
  }

  /** The checker and the libraries it may use; the program is not there. */
  private String classPath() {
    Path engine = engine();
    try (Stream<Path> jars = Files.list(engine.getParent())) {
      Stream<Path> others =
          jars.filter(jar -> !jar.equals(engine) && !jar.endsWith("picocli.jar")).sorted();
      return Stream.concat(Stream.of(engine), others)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path ownFolder() {
    try {
      Path own =
          Path.of(CheckerJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own.resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
