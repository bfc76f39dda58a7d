package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private long now = Long.MAX_VALUE - 1_000_000; // nanoTime may overflow

  private Progress progress(int width) {
    PrintStream out = new PrintStream(terminal, false, StandardCharsets.UTF_8);
    return new Progress(out, width, () -> now);
  }

  @Test
  void showsStrategyExecutionsRateAndTimeLeft() {
    Progress p = progress(80);
    p.start(Duration.ofSeconds(10), 0);
    pass(4_000);
    p.update(182_712, "random");
    assertThat(written()).isEqualTo("\rrandom  182,712 executions  45,678/s  6 s left");
  }

  @Test
  void countsDownSchedulesOrTimeWhicheverEndsFirst() {
    Progress p = progress(80);
    p.start(Duration.ofSeconds(200), 1_000);
    pass(1_000);
    p.update(100, "pct");
    assertThat(written()).isEqualTo("\rpct  100 executions  100/s  9 s left");
    p.start(Duration.ofSeconds(200), 100_000);
    pass(1_000);
    p.update(100, "pct");
    assertThat(written()).endsWith("\rpct  100 executions  100/s  3 min 19 s left");
  }

  @Test
  void doesNotPromiseAnEndThereIsNot() {
    Progress p = progress(80);
    p.start(Duration.ZERO, 0);
    pass(500);
    p.update(1, "pos");
    assertThat(written()).isEqualTo("\rpos  1 execution  2/s");
  }

  @Test
  void writesFiveTimesASecondAtMost() {
    Progress p = progress(80);
    p.start(Duration.ofSeconds(10), 0);
    for (int i = 0; i < 2_000; i++) {
      pass(1);
      p.update(i, "random");
    }
    assertThat(written().chars().filter(c -> c == '\r').count()).isBetween(9L, 10L);
  }

  @Test
  void coversALongerLineAndClearsAtTheEnd() {
    Progress p = progress(80);
    p.start(Duration.ZERO, 0);
    pass(1_000);
    p.update(1, "random");
    pass(1_000);
    p.update(2, "pct");
    p.done();
    String random = "random  1 execution  1/s";
    String pct = "pct  2 executions  1/s";
    assertThat(written())
        .isEqualTo("\r" + random + "\r" + pct + "  " + "\r" + " ".repeat(pct.length()) + "\r");
  }

  @Test
  void nothingToClearIfNothingWasShown() {
    Progress p = progress(80);
    p.start(Duration.ofSeconds(1), 0);
    pass(199);
    p.update(5, "random");
    p.done();
    assertThat(written()).isEmpty();
    pass(1);
    p.update(5, "random");
    assertThat(written()).isNotEmpty();
  }

  @Test
  void staysOnOneLine() {
    Progress p = progress(20);
    p.start(Duration.ofSeconds(10), 0);
    pass(1_000);
    p.update(12_345, "random");
    assertThat(written()).isEqualTo("\rrandom  12,345 exe…");
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  private String written() {
    return terminal.toString(StandardCharsets.UTF_8);
  }
}
