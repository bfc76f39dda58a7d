package dev.signalbox.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every gate of the build rejects the fault that is planted for it, and lets the mended twins pass.
 *
 * <p>Each fault stands in a tiny project of its own, the mended twins together in another. Their
 * parent is the real root pom, so a gate is tried as it is configured and not as a copy. One run of
 * Maven builds them all.
 */
final class GateCanariesTest {

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>dev.signalbox</groupId>
          <artifactId>signalbox</artifactId>
          <version>@version@</version>
          <relativePath>../../../../pom.xml</relativePath>
        </parent>
        <artifactId>@name@</artifactId>
        <properties/>
      </project>
      """;

  private static final String AGGREGATOR =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>dev.signalbox.canaries</groupId>
        <artifactId>canaries</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>@modules@</modules>
      </project>
      """;

  static final List<Canary> CANARIES =
      List.of(
          new Canary(
              "too-old-jdk",
              "pom.xml",
              POM,
              "<properties/>",
              "<properties><jdk.required>999</jdk.required></properties>",
              "Signalbox is built with JDK 999 or newer, but Maven runs on Java "),
          new Canary(
              "error-prone",
              "src/main/java/dev/signalbox/canary/Signal.java",
              """
              package dev.signalbox.canary;

              final class Signal {
                void pass(boolean red) {
                  if (red) {
                    throw new IllegalStateException("passed at danger");
                  }
                }
              }
              """,
              "throw new",
              "new",
              "Signal.java:[6,7] [DeadException]"),
          new Canary(
              "null-away",
              "src/main/java/dev/signalbox/canary/Block.java",
              """
              package dev.signalbox.canary;

              import org.jspecify.annotations.Nullable;

              final class Block {
                private @Nullable String train;

                int length() {
                  return train == null ? 0 : train.length();
                }
              }
              """,
              "train == null ? 0 : train.length()",
              "train.length()",
              "Block.java:[9,17] [NullAway]"),
          new Canary(
              "failing-test",
              "src/test/java/dev/signalbox/canary/TrackTest.java",
              """
              package dev.signalbox.canary;

              import static org.junit.jupiter.api.Assertions.assertEquals;

              import org.junit.jupiter.api.Test;

              final class TrackTest {
                @Test
                void oneTrainOnATrack() {
                  assertEquals(1, 1);
                }
              }
              """,
              "assertEquals(1, 1)",
              "assertEquals(1, 2)",
              "There are test failures."),
          new Canary(
              "format",
              "src/main/java/dev/signalbox/canary/Panel.java",
              """
              package dev.signalbox.canary;

              final class Panel {
                private Panel() {}
              }
              """,
              "private Panel() {}",
              "private Panel()\n  { }",
              "The following files had format violations"));

  private static final String MENDED = "mended";

  /** What Maven printed. */
  private static String log = "";

  @BeforeAll
  static void buildAllCanaries() throws IOException, InterruptedException {
    Path folder = Path.of(Build.property("canaries"));
    write(folder.resolve(MENDED), "pom.xml", POM);
    for (Canary canary : CANARIES) {
      assertThat(canary.text()).containsOnlyOnce(canary.right());
      Path broken = folder.resolve(canary.name());
      write(broken, "pom.xml", POM);
      write(broken, canary.file(), canary.text().replace(canary.right(), canary.wrong()));
      write(folder.resolve(MENDED), canary.file(), canary.text());
    }
    String modules =
        Stream.concat(Stream.of(MENDED), CANARIES.stream().map(Canary::name))
            .map(name -> "<module>" + name + "</module>")
            .collect(Collectors.joining());
    write(folder, "pom.xml", AGGREGATOR.replace("@modules@", modules));

    List<String> command =
        List.of(
            Path.of(Build.property("maven"), "bin", "mvn").toString(),
            "--batch-mode",
            "--no-transfer-progress",
            "--fail-at-end",
            "-Dmaven.repo.local=" + Build.property("repository"),
            "--file=" + folder.resolve("pom.xml"),
            "verify");
    Path output = folder.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("Maven ended, see %s", output).isTrue();
    } finally {
      maven.destroyForcibly();
    }
    log = Files.readString(output);
  }

  @ParameterizedTest
  @FieldSource("CANARIES")
  void theFaultIsRejected(Canary canary) {
    assertThat(outcome(canary.name())).as("build of the fault %s", canary).contains("FAILURE");
    assertThat(reason(canary.name())).as("its reason").contains(canary.rejection());
  }

  @Test
  void theMendedTwinsPass() {
    assertThat(outcome(MENDED)).as(reason(MENDED)).contains("SUCCESS");
  }

  /** The line of Maven's closing summary for {@code project}; empty if it was not built. */
  private static String outcome(String project) {
    return log.lines()
        .filter(line -> line.startsWith("[INFO] " + project + " ") && line.contains(" ....."))
        .collect(Collectors.joining());
  }

  /** Maven's own account of why {@code project} failed; empty if it did not. */
  private static String reason(String project) {
    return Stream.of(log.split(Pattern.quote("[ERROR] Failed to execute goal ")))
        .filter(account -> account.contains(" on project " + project + ": "))
        .collect(Collectors.joining());
  }

  private static void write(Path project, String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        text.replace("@name@", String.valueOf(project.getFileName()))
            .replace("@version@", Build.property("version")));
  }

  /**
   * A planted fault and its mended twin.
   *
   * @param name of the gate
   * @param file in which the two differ
   * @param text the file without the fault
   * @param right the piece of {@code text} that makes the difference
   * @param wrong what stands there instead when the fault is planted
   * @param rejection what the gate has to say of the fault
   */
  record Canary(
      String name, String file, String text, String right, String wrong, String rejection) {
    @Override
    public String toString() {
      return name;
    }
  }
}
