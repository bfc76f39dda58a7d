package dev.signalbox.check.engine.target;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** JUnits of several versions, laid out by the build. */
enum JUnits {
  JUNIT_5_10("5.10.2", "1.10.2"),
  JUNIT_5("5.14.4", "1.14.4"),
  JUNIT_6("6.1.3", "6.1.3");

  private static final Path OLD = Path.of("target/junit-old").toAbsolutePath();

  final String version;
  private final String platform;

  JUnits(String version, String platform) {
    this.version = version;
    this.platform = platform;
  }

  Path jar(JUnitJar jar) {
    if (this == JUNIT_5_10) {
      return old(jar.artifact, version(jar));
    }
    return Path.of("target/classes/junit", this == JUNIT_5 ? "5" : "6", jar.artifact + ".jar")
        .toAbsolutePath();
  }

  /** All that a build tool would have when it runs Jupiter tests. */
  List<Path> complete() {
    return with(
        JUnitJar.JUPITER_API,
        JUnitJar.JUPITER_PARAMS,
        JUnitJar.JUPITER_ENGINE,
        JUnitJar.COMMONS,
        JUnitJar.ENGINE,
        JUnitJar.LAUNCHER);
  }

  /** As a project has it that depends on the aggregate junit-jupiter. */
  List<Path> withoutLauncher() {
    return with(
        JUnitJar.JUPITER_API,
        JUnitJar.JUPITER_PARAMS,
        JUnitJar.JUPITER_ENGINE,
        JUnitJar.COMMONS,
        JUnitJar.ENGINE);
  }

  List<Path> with(JUnitJar... jars) {
    return Stream.concat(Stream.of(jars).map(this::jar), Stream.of(openTest4j())).toList();
  }

  static Path openTest4j() {
    return old("opentest4j", "1.3.0");
  }

  static List<Path> junit4() {
    return List.of(old("junit", "4.13.2"), old("hamcrest-core", "1.3"));
  }

  /** The version of {@code jar} in this JUnit. */
  String version(JUnitJar jar) {
    return jar.ofPlatform() ? platform : version;
  }

  private static Path old(String artifact, String version) {
    return OLD.resolve(artifact + "-" + version + ".jar");
  }
}
