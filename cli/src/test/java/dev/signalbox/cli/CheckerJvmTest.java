package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckerJvmTest {
  @TempDir private Path temp = Path.of("");
  private Path engine = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(temp.resolve("lib"));
    engine = Files.writeString(temp.resolve("lib/signalbox-check-engine.jar"), "");
    Files.writeString(temp.resolve("lib/picocli.jar"), "");
    Files.writeString(temp.resolve("lib/json.jar"), "");
  }

  @Test
  void startsTheCheckerUnderItsAgent() {
    assertThat(command(Map.of(), "-Xmx1g", "-Da=b"))
        .containsExactly(
            temp.resolve("jdk/bin/java").toString(),
            "-javaagent:" + engine + "=child",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=error,aot*=off,cds*=off:stderr",
            "-XX:+DisplayVMOutputToStderr",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Xmx1g",
            "-Da=b",
            "-cp",
            engine + ":" + temp.resolve("lib/json.jar"),
            "dev.signalbox.check.engine.CheckMain");
  }

  @Test
  void anotherCollectorReplacesOurs() {
    assertThat(command(Map.of(), "-XX:+UseZGC")).doesNotContain("-XX:+UseSerialGC");
    assertThat(command(Map.of("JAVA_TOOL_OPTIONS", "-ea -XX:+UseG1GC")))
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void usesAnArchiveOnlyIfItIsNewerThanTheChecker() throws IOException {
    Path archive = Files.writeString(temp.resolve("check.jsa"), "");
    String option = "-XX:SharedArchiveFile=" + archive;
    Files.setLastModifiedTime(engine, FileTime.fromMillis(2_000));
    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000));
    assertThat(command(Map.of())).doesNotContain(option);
    Files.setLastModifiedTime(archive, FileTime.fromMillis(3_000));
    assertThat(command(Map.of())).contains(option);
    assertThat(command(Map.of(), "-Xshare:off")).doesNotContain(option);
    assertThat(command(Map.of("_JAVA_OPTIONS", "-XX:AOTCache=x"))).doesNotContain(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xint",
        "-Xshare:off",
        "--add-modules=java.sql",
        "-Dtest.property=set"
      })
  void theJvmTakesItAll(String option) throws IOException {
    Path distribution = FakeChecker.in(temp.resolve("fake"));
    // Not an archive, and not a word about that.
    Path archive = Files.writeString(distribution.resolve("check.jsa"), "damaged");
    Files.setLastModifiedTime(archive, FileTime.fromMillis(Long.MAX_VALUE >> 16));
    Outcome o = Outcome.of(distribution, "check", "Found", "--java-option", option);
    assertThat(o).isEqualTo(new Outcome(1, "found\n", ""));
  }

  private List<String> command(Map<String, String> environment, String... options) {
    Properties properties = new Properties();
    properties.setProperty("java.home", temp.resolve("jdk").toString());
    properties.setProperty("signalbox.home", temp.toString());
    return CheckerJvm.of(properties, environment).command(JavaOptions.of(List.of(options), false));
  }
}
