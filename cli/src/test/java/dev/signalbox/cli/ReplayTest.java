package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.ReplayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay file says what the command line leaves out. */
final class ReplayTest {
  @TempDir private Path temp = Path.of("");
  private Path distribution = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    distribution = FakeChecker.in(temp.resolve("distribution"));
    Files.createDirectories(temp.resolve("src/a"));
    Files.writeString(
        temp.resolve("src/a/A.java"), "package a; class A { void main(String[] args) {} }");
    Files.createDirectories(temp.resolve("classes"));
  }

  @Test
  void runsTheSameProgramAgain() throws IOException, InterruptedException {
    replayFile("src/a/A.java", "").write(temp.resolve("a.replay"));
    Outcome o = run("check", "--replay", "a.replay");
    assertThat(o.err()).isEmpty();
    Golden.assertMatches(o.out(), "request-replay.txt");
  }

  @Test
  void theCommandLineGoesFirst() throws IOException, InterruptedException {
    replayFile("com.acme.FooTest", "bar").write(temp.resolve("b.replay"));
    Outcome o =
        run(
            "check --replay b.replay com.acme.BarTest x --class-path src --seed 5 --max-steps 6"
                .split(" "));
    assertThat(o.err()).isEmpty();
    assertThat(o.out().lines())
        .contains(
            "target com.acme.BarTest",
            "method bar",
            "arguments [x]",
            "class path [src]",
            "seed 5",
            "max steps 6",
            "replay b.replay");
  }

  private Outcome run(String... args) throws InterruptedException {
    return SignalboxCommand.withChecker(distribution).in(temp).run(args);
  }

  private static ReplayFile replayFile(String target, String method) {
    return new ReplayFile()
        .add(ReplayFile.TARGET, target)
        .add(ReplayFile.METHOD, method)
        .add(ReplayFile.ARGUMENT, "one")
        .add(ReplayFile.ARGUMENT, "two\nlines")
        .add(ReplayFile.CLASS_PATH, "classes")
        .add(ReplayFile.SEED, "42")
        .add(ReplayFile.STRATEGY, "pos")
        .add(ReplayFile.MAX_STEPS, "77");
  }
}
