package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesetTest {

  @Test
  void cleansWhatATerminalWouldObey() {
    assertThat(Typeset.clean("a\tb\nc\r\u001b[31mred\u001b[0m\u0007\u202e\ud800"))
        .isEqualTo("a b\\nc\\rred\\u0007\\u202e\\ud800");
    assertThat(Typeset.clean("Grüße, 日本 😀")).isEqualTo("Grüße, 日本 😀");
  }

  @Test
  void measuresWideAndCombiningCharacters() {
    assertThat(Typeset.width("abc")).isEqualTo(3);
    assertThat(Typeset.width("日本")).isEqualTo(4);
    assertThat(Typeset.width("e\u0301")).isEqualTo(1);
    assertThat(Typeset.width("😀")).isEqualTo(2);
  }

  @Test
  void shortens() {
    assertThat(Typeset.shorten("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Typeset.shorten("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Typeset.shorten("日本語文", 6)).isEqualTo("日本…");
    assertThat(Typeset.shortenStart("Bank.java:12", 12)).isEqualTo("Bank.java:12");
    assertThat(Typeset.shortenStart("Bank.java:12", 8)).isEqualTo("…java:12");
    assertThat(Typeset.shortenMiddle("worker-1", 8)).isEqualTo("worker-1");
    assertThat(Typeset.shortenMiddle("a-long-worker-1", 8)).isEqualTo("a-lo…r-1");
  }

  @Test
  void wraps() {
    assertThat(Typeset.wrap("", 10)).containsExactly("");
    assertThat(Typeset.wrap("one two three", 13)).containsExactly("one two three");
    assertThat(Typeset.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(Typeset.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Typeset.wrap("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(Typeset.wrap("lock com.acme.Bank.a", 12))
        .containsExactly("lock", "com.acme.", "Bank.a");
    assertThat(Typeset.wrap("日本", 1)).containsExactly("日", "本");
  }

  @Test
  void setsLinesInABlock() {
    assertThat(Typeset.block("- ", "  ", "one two three\n    four\n", 12))
        .containsExactly("- one two", "  three", "      four");
    assertThat(Typeset.block("- ", "  ", " ", 12)).isEqualTo(List.of("-"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "124, 0.12 s",
    "994, 0.99 s",
    "996, 1.0 s",
    "10000, 10.0 s",
    "99949, 99.9 s",
    "99990, 1 min 40 s",
    "200000, 3 min 20 s"
  })
  void durations(long millis, String text) {
    assertThat(Wording.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void counts() {
    assertThat(Wording.count(1, "switch", "switches")).isEqualTo("1 switch");
    assertThat(Wording.count(0, "switch", "switches")).isEqualTo("0 switches");
    assertThat(Wording.count(1_234_567, "step", "steps")).isEqualTo("1,234,567 steps");
  }
}
