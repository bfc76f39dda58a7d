package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.report.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where a request and a result are asked for, and neither is looked at. */
final class Requests {
  private Requests() {}

  static CheckRequest any() {
    return new CheckRequest(
        "any",
        Requests.class.getName(),
        "",
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Duration.ZERO,
        0,
        "mixed",
        -1,
        1,
        20_000,
        false,
        List.of(),
        "",
        "",
        false,
        false,
        false,
        false,
        80,
        "",
        1,
        List.of());
  }

  static CheckResult nothing() {
    return new CheckResult(
        "any", null, 0, Duration.ZERO, 0, 0, List.of(), 1, false, List.of(), null);
  }
}
