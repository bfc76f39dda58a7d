package dev.signalbox.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a run of the command came to. */
record Outcome(int status, String out, String err) {
  static final Terminal TERMINAL = new Terminal(false, false, 100, "./signalbox");

  /** Runs the command in this JVM. What the checker's JVM says on standard error is not seen. */
  static Outcome of(Path distribution, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Signalbox.run(
            List.of(args),
            TERMINAL,
            FakeChecker.jvm(distribution),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
