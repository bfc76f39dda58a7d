package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private final Properties properties = new Properties();

  @Test
  void isPlainUnlessTold() {
    assertThat(Terminal.of(properties, Map.of()))
        .isEqualTo(new Terminal(false, false, 100, "signalbox"));
  }

  @Test
  void isWhatTheScriptSays() {
    properties.setProperty("signalbox.stdout.terminal", "true");
    properties.setProperty("signalbox.stderr.terminal", "true");
    properties.setProperty("signalbox.width", "132");
    properties.setProperty("signalbox.command", "../signalbox");
    assertThat(Terminal.of(properties, Map.of("TERM", "xterm", "NO_COLOR", "")))
        .isEqualTo(new Terminal(true, true, 132, "../signalbox"));
  }

  @Test
  void colorCanBeRefused() {
    properties.setProperty("signalbox.stdout.terminal", "true");
    assertThat(Terminal.of(properties, Map.of("NO_COLOR", "1")).color()).isFalse();
    assertThat(Terminal.of(properties, Map.of("TERM", "dumb")).color()).isFalse();
  }

  @Test
  void anOddWidthIsTheUsualOne() {
    for (String width : new String[] {"", "0", "-3", "wide", "99999999999"}) {
      properties.setProperty("signalbox.width", width);
      assertThat(Terminal.of(properties, Map.of()).width()).as(width).isEqualTo(100);
    }
  }
}
