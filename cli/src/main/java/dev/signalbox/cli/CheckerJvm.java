package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
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
   * @throws CannotCheckException if the distribution is incomplete
   */
  List<String> command(JavaOptions options) {
    Path jar = folder.resolve("lib").resolve("signalbox-check-engine.jar");
    if (!Files.isReadable(jar)) {
      throw new CannotCheckException(
          "the checker is missing: there is no " + jar + "; run ./build");
    }
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + jar);
    if (!JavaOptions.chooseCollector(options.values()) && !JavaOptions.chooseCollector(inherited)) {
      command.add("-XX:+UseSerialGC");
    }
    Path archive = folder.resolve("check.jsa");
    if (Files.isReadable(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    // Standard output is the report's: what the JVM itself has to say goes elsewhere.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.add("-XX:+DisplayVMOutputToStderr");
    command.addAll(options.values());
    command.addAll(List.of("-cp", classPath(jar), MAIN));
    return command;
  }

  /** The checker and the libraries it may use; the program is not there. */
  private static String classPath(Path engine) {
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
