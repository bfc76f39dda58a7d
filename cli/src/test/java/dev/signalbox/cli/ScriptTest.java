package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, in a repository that has only what it looks at. */
final class ScriptTest {
  private static final String BUILDING = "signalbox: building; this takes a while, once\n";

  @TempDir private Path temp = Path.of("");
  private Path repository = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    repository = Files.createDirectories(temp.toRealPath().resolve("the repository"));
    home = repository.resolve("cli/target/signalbox");
    executable("signalbox", Files.readString(Path.of("..", "signalbox")));
    executable(
        ".mvn/find-jdk",
        "echo found >> \"$root/jdk.log\"; export JAVA_HOME='"
            + System.getProperty("java.home")
            + "'");
    for (String module : List.of("check/runtime", "check/engine", "cli")) {
      Files.createDirectories(repository.resolve(module).resolve("src/main"));
    }
    Files.writeString(repository.resolve("cli/src/main/A.java"), "");

    Path made = temp.resolve("made");
    FakeChecker.in(made);
    Path built = Path.of("target", "signalbox");
    Files.copy(built.resolve("signalbox.jar"), made.resolve("signalbox.jar"));
    Files.copy(built.resolve("lib/picocli.jar"), made.resolve("lib/picocli.jar"));
    // An empty cache is one that could not be made: it is not tried again.
    executable(
        "mvnw",
        """
        #!/usr/bin/env bash
        echo "$@" >> mvnw.log
        if [ -e broken ]; then echo "[ERROR] it is broken"; exit 1; fi
        cp -R '%s'/. cli/target/signalbox
        touch cli/target/signalbox/signalbox.jar
        sleep 0.1
        touch cli/target/signalbox/cli.aot
        """
            .formatted(made));
  }

  @Test
  void buildsWhenThereIsSomethingToBuild() throws IOException, InterruptedException {
    assertThat(run("check", "Found")).isEqualTo(new Outcome(1, "found\n", BUILDING));
    assertThat(run("check", "Found")).isEqualTo(new Outcome(1, "found\n", ""));
    assertThat(Files.readAllLines(repository.resolve("mvnw.log"))).hasSize(1);

    Files.setLastModifiedTime(
        repository.resolve("cli/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(run("check", "Found")).isEqualTo(new Outcome(1, "found\n", BUILDING));
    assertThat(Files.readAllLines(repository.resolve("mvnw.log"))).hasSize(2);
  }

  @Test
  void saysWhyABuildFails() throws IOException, InterruptedException {
    Files.writeString(repository.resolve("broken"), "");
    assertThat(run("check", "Found"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                BUILDING
                    + "[ERROR] it is broken\n"
                    + "signalbox: the build failed; all of its output is in "
                    + home
                    + "/build.log\n"));
  }

  @Test
  void isFoundThroughLinks() throws IOException, InterruptedException {
    Path elsewhere = Files.createDirectories(temp.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("direct"), repository.resolve("signalbox"));
    Files.createSymbolicLink(elsewhere.resolve("sb"), Path.of("direct"));
    Outcome o = SignalboxCommand.program("./sb").in(elsewhere).run("check", "Clean");
    assertThat(o.status()).isZero();
    assertThat(o.out().lines()).contains("command ./sb check --replay FILE", "class Clean");
    assertThat(home.resolve("signalbox.jar")).exists();
  }

  @Test
  void remembersHowItWasCalled() throws InterruptedException {
    String absolute = repository.resolve("signalbox").toString();
    assertThat(commandOf(SignalboxCommand.program(absolute).in(temp)))
        .isEqualTo(absolute.replace(" ", "\\ ") + " check --replay FILE");
    assertThat(commandOf(SignalboxCommand.program("bash", "signalbox").in(repository)))
        .isEqualTo("./signalbox check --replay FILE");
    assertThat(
            commandOf(
                SignalboxCommand.program(
                        "bash", "-c", "PATH=\"$PWD:$PATH\" signalbox \"$@\"", "bash")
                    .in(repository)))
        .isEqualTo("signalbox check --replay FILE");
  }

  @Test
  void knowsTheTerminal() throws InterruptedException {
    Outcome o =
        SignalboxCommand.program("env", "COLUMNS=77", "./signalbox")
            .in(repository)
            .run("check", "Clean");
    assertThat(o.out().lines()).contains("color false, progress false, width 77");
  }

  @Test
  void looksForAJdkOnlyOnce() throws IOException, InterruptedException {
    run("check", "Found");
    run("check", "Found");
    assertThat(Files.readAllLines(repository.resolve("jdk.log"))).hasSize(1);
    SignalboxCommand.program("env", "JAVA_HOME=/elsewhere", "./signalbox").in(repository).run();
    assertThat(Files.readAllLines(repository.resolve("jdk.log"))).hasSize(2);
  }

  @Test
  void needsAJdk() throws IOException, InterruptedException {
    executable(".mvn/find-jdk", "echo 'no JDK here' >&2; return 1");
    assertThat(run("check", "Found")).isEqualTo(new Outcome(2, "", "no JDK here\n"));
  }

  @Test
  void preparesForFastStarts() throws IOException, InterruptedException {
    run("--version");
    Path cache = home.resolve("cli.aot");
    Files.delete(cache);
    assertThat(run("check", "Found"))
        .isEqualTo(
            new Outcome(
                1,
                "found\n",
                "signalbox: preparing for fast starts; this takes some seconds, once\n"));
    assertThat(cache).isNotEmptyFile();
    assertThat(home.resolve("check.jsa")).isNotEmptyFile();
    assertThat(run("check", "Found")).isEqualTo(new Outcome(1, "found\n", ""));
    assertThat(Files.list(home).map(Path::getFileName).map(Path::toString))
        .noneMatch(name -> name.startsWith("new."));

    Files.writeString(cache, "damaged");
    Files.writeString(home.resolve("check.jsa"), "damaged");
    assertThat(run("check", "Found")).isEqualTo(new Outcome(1, "found\n", ""));
  }

  @Test
  void optionsInTheEnvironmentGoFirst() throws InterruptedException {
    run("--version");
    for (String options : List.of("-XX:+UseG1GC", "-Xshare:off", "-XX:AOTCache=/no/such")) {
      Outcome o =
          SignalboxCommand.program("env", "JAVA_TOOL_OPTIONS=" + options, "./signalbox")
              .in(repository)
              .run("check", "Found");
      assertThat(o.out()).as(options).isEqualTo("found\n");
      assertThat(o.status()).isEqualTo(1);
      assertThat(o.err().lines().distinct())
          .containsExactly("Picked up JAVA_TOOL_OPTIONS: " + options);
    }
  }

  private Outcome run(String... args) throws InterruptedException {
    return SignalboxCommand.program("./signalbox").in(repository).run(args);
  }

  private static String commandOf(SignalboxCommand command) throws InterruptedException {
    return command
        .run("check", "Clean")
        .out()
        .lines()
        .filter(line -> line.startsWith("command "))
        .map(line -> line.substring("command ".length()))
        .findFirst()
        .orElseThrow();
  }

  private void executable(String name, String text) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
