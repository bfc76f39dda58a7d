package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.agent.SelfTest;
import dev.signalbox.check.engine.report.TextReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Does once, with a class of our own, what a check does: tests that threads can be controlled, and
 * loads and links what is needed while the program is still being compiled elsewhere.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Why nothing can be checked in this JVM, if so. */
  static Optional<String> run() {
    Optional<String> failure = Agent.failure();
    if (failure.isPresent()) {
      return failure;
    }
    try (InputStream in = CheckRequest.class.getResourceAsStream("CheckRequest.class")) {
      SelfTest.requireControl();
      if (in != null) {
        ProgramTransformer.instrument(Rehearsal.class.getClassLoader(), in.readAllBytes());
      }
      new TextReport(TextReport.DEFAULT_WIDTH, false).problem("none");
      return Optional.empty();
    } catch (IllegalStateException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
