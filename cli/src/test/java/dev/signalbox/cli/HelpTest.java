package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HelpTest {
  /** Help needs no checker. */
  private static final Path NOWHERE = Path.of("nowhere");

  @Test
  void showsTheCommands() throws IOException {
    Outcome o = Outcome.of(NOWHERE, "--help");
    assertThat(o.status()).isZero();
    assertThat(o.err()).isEmpty();
    Golden.assertMatches(o.out(), "help.txt");
    assertThat(Outcome.of(NOWHERE, "-h")).isEqualTo(o);
  }

  @Test
  void showsTheOptionsOfCheck() throws IOException {
    Outcome o = Outcome.of(NOWHERE, "check", "--help");
    assertThat(o.status()).isZero();
    assertThat(o.err()).isEmpty();
    Golden.assertMatches(o.out(), "check-help.txt");
    assertThat(Outcome.of(NOWHERE, "check", "-h")).isEqualTo(o);
  }

  @Test
  void showsTheVersionsOfSignalboxAndOfTheJdk() {
    Outcome o = Outcome.of(NOWHERE, "--version");
    assertThat(o.status()).isZero();
    assertThat(o.err()).isEmpty();
    assertThat(o.out().lines())
        .containsExactly(
            "signalbox (not packaged)",
            "JDK " + Runtime.version() + ", " + System.getProperty("java.vendor"));
    assertThat(Outcome.of(NOWHERE, "-V")).isEqualTo(o);
  }

  @Test
  void theDistributionKnowsItsVersion() throws InterruptedException {
    Outcome o = SignalboxCommand.built().run("--version");
    assertThat(o.status()).isZero();
    assertThat(o.err()).isEmpty();
    assertThat(o.out()).matches("signalbox [0-9]+[.][0-9]+[.][0-9]+.*\nJDK .*\n");
  }
}
