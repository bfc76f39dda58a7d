package dev.signalbox.check.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests as an IDE runs them: a JVM with a plain class path, and JUnit's launcher. */
class PlainJvmTest {
  private static final String AGENT =
      "-javaagent:" + Path.of("../engine/target/signalbox-check-engine.jar").toAbsolutePath();
  private static final String CHECKED = "@Check(schedules = 300, seed = 1)\n  void broken()";

  private static final String ALL = "--select-class=acme.Counting";
  private static final String BROKEN = "--select-method=acme.Counting#broken";

  @TempDir private Path folder;
  private Path sources;

  @BeforeEach
  void copySources() throws IOException {
    sources = Files.createDirectories(folder.resolve("src/test/java/acme"));
    for (String name : List.of("Counter", "SafeCounter", "Counting")) {
      Files.copy(Path.of("src/test/java/acme", name + ".java"), file(name));
    }
  }

  private Path file(String name) {
    return sources.resolve(name + ".java");
  }

  private void edit(String name, String before, String after) throws IOException {
    String text = Files.readString(file(name));
    assertThat(text).containsOnlyOnce(before);
    Files.writeString(file(name), text.replace(before, after));
  }

  private Report run(String selector, String... options) throws Exception {
    Path classes = folder.resolve("target/test-classes");
    String classPath =
        classes + File.pathSeparator + String.join(File.pathSeparator, ClassRoots.of(getClass()));
    List<String> javac = new ArrayList<>(List.of("-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).forEach(javac::add);
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, javac.toArray(String[]::new)))
        .isZero();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, "org.junit.platform.console.ConsoleLauncher"));
    command.addAll(List.of("execute", selector, "--reports-dir=reports"));
    Path log = folder.resolve("log");
    int status =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isBetween(0, 1);
    return Report.read(folder.resolve("reports"));
  }

  @Test
  void onlyBrokenTestsFail() throws Exception {
    Report report = run(ALL, AGENT);
    assertThat(report.of("acme.Counting", "broken", "").status()).isEqualTo("failure");
    assertThat(report.of("acme.Counting", "mended", "").status()).isEqualTo("passed");
    assertThat(report.of("acme.Counting", "brokenForMoreThanOne", "[1]").status())
        .isEqualTo("passed");
    assertThat(report.of("acme.Counting", "brokenForMoreThanOne", "[2]").message())
        .contains("assertion: expected: <2> but was: <1>");
  }

  @Test
  void aFindingIsReplayed() throws Exception {
    String found = run(BROKEN, AGENT).of("acme.Counting", "broken", "").message();
    String replay = "@Check(replay = \".signalbox/acme.Counting.broken.replay\")";
    assertThat(found).contains("Replay:  " + replay);

    edit("Counting", CHECKED, replay + "\n  void broken()");
    assertThat(run(BROKEN, AGENT).of("acme.Counting", "broken", "").message())
        .contains("assertion: expected: <2> but was: <1>", "replayed in ", "1 switch of threads");

    edit("Counter", "void increment", "synchronized void increment");
    assertThat(run(BROKEN, AGENT).of("acme.Counting", "broken", "").message())
        .contains("was made from another version of acme.Counting#broken; check the program again");

    edit("Counting", replay + "\n  void broken()", CHECKED);
    assertThat(run(BROKEN, AGENT).of("acme.Counting", "broken", "").status()).isEqualTo("passed");
  }

  @Test
  void withoutTheAgentNoneIsPassed() throws Exception {
    Report report = run(ALL);
    assertThat(report.cases())
        .hasSize(8)
        .allMatch(c -> c.status().equals("error"))
        .allMatch(
            c -> c.message().contains("the agent does not work in this JVM: it was not loaded"))
        .allMatch(c -> c.message().contains(AGENT.replace("check/junit/../", "check/")));
  }
}
