package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the JVM of the checker is asked, and what is made of its answer or its end. */
final class CheckerTest {
  @TempDir private static Path temp;
  private static Path distribution = Path.of("");

  @BeforeAll
  static void prepare() throws IOException {
    distribution = FakeChecker.in(temp);
  }

  @Test
  void cleanIsZero() throws IOException, InterruptedException {
    Outcome o =
        SignalboxCommand.withChecker(distribution).in(temp).run("check", "Clean", "--seed=1");
    assertThat(o.status()).isZero();
    assertThat(o.err()).isEmpty();
    Golden.assertMatches(o.out(), "request-plain.txt");
  }

  @Test
  void everyOptionReachesTheChecker() throws IOException, InterruptedException {
    Path classes = Files.createDirectories(temp.resolve("m/target/classes"));
    Files.createDirectories(temp.resolve("m/src/main/java"));
    Files.createDirectories(temp.resolve("lib"));
    Outcome o =
        SignalboxCommand.withChecker(distribution)
            .in(temp)
            .run(
                ("check com.acme.FooTest#bar one two --class-path "
                        + temp.relativize(classes)
                        + ":lib/* --time 90s --schedules 7 --strategy pct --seed -3 --max-steps 500"
                        + " --jobs 3 --report reports --java-option -Dtest.property=set -- --three")
                    .split(" "));
    assertThat(o.err()).isEmpty();
    Golden.assertMatches(o.out(), "request-full.txt");
    assertThat(temp.resolve("reports")).isDirectory();
  }

  @Test
  void foundIsOne() {
    assertThat(check("Found")).isEqualTo(new Outcome(1, "found\n", ""));
  }

  @Test
  void aProblemOfTheCheckerIsTwo() {
    assertThat(check("Problem")).isEqualTo(new Outcome(2, "", ""));
  }

  @Test
  void longReportsArriveWhole() {
    assertThat(check("Long").out()).hasSize(16 << 16);
  }

  @ParameterizedTest
  @CsvSource({"Clean,0", "Found,1", "Problem,2"})
  void theDocumentIsPassedOn(String target, int status) {
    assertThat(check(target, "--json"))
        .isEqualTo(new Outcome(status, "{\"schema\": 1, \"status\": \"fake\"}\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Silent | the checker's JVM ended without a result (exit status 0)",
        "Seven | the checker's JVM ended without a result (exit status 7)",
        "Killed | the checker's JVM was ended by SIGKILL (exit status 137), perhaps for want of"
            + " memory: try --java-option -Xmx1g",
      })
  void aCheckerThatDiesIsAProblem(String target, String message) throws IOException {
    Outcome o = check(target);
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.err()).isEqualTo("signalbox: " + message + "\n");

    Outcome json = check(target, "--json");
    assertThat(json.status()).isEqualTo(2);
    assertThat(Json.problem(json.out())).isEqualTo(message);
  }

  @Test
  void aCheckerThatFailsIsNotTakenForAFinding() throws InterruptedException {
    Outcome o = SignalboxCommand.withChecker(distribution).run("check", "Fails");
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.err())
        .contains("this is a test")
        .endsWith("signalbox: the checker's JVM ended without a result (exit status 1)\n");
  }

  @Test
  void aJvmThatDoesNotStartIsNotTakenForAFinding() throws InterruptedException {
    Outcome o =
        SignalboxCommand.withChecker(distribution)
            .run("check", "Clean", "--java-option=-XX:+NoSuchOption");
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.out()).isEmpty();
    assertThat(o.err())
        .startsWith("Unrecognized VM option 'NoSuchOption'\n")
        .contains("signalbox: the checker's JVM ended without a result (exit status 1)");
  }

  @Test
  @Timeout(15)
  void aProcessThatTheProgramLeftDoesNotHoldUpTheEnd() {
    assertThat(check("LeavesProcess")).isEqualTo(new Outcome(1, "found\n", ""));
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  @Timeout(60)
  void theCheckerEndsWithUs(String signal, int status) throws IOException, InterruptedException {
    Process process = SignalboxCommand.withChecker(distribution).start("check", "Waits");
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      assertThat(err.readLine()).isEqualTo("waiting");
      List<ProcessHandle> children = process.children().toList();
      assertThat(children).hasSize(1);
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(status);
      assertThat(children.getFirst().onExit()).succeedsWithin(Duration.ofSeconds(20));
      assertThat(err.lines()).isEmpty();
    }
  }

  private static Outcome check(String target, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "check";
    args[1] = target;
    args[2] = "--class-path=" + temp;
    args[3] = "--report=" + temp.resolve("report");
    System.arraycopy(options, 0, args, 4, options.length);
    return Outcome.of(distribution, args);
  }
}
