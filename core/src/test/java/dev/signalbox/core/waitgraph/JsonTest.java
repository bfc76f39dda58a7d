package dev.signalbox.core.waitgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsWhatThreadDumpsHave() {
    assertThat(
            Json.read(
                """
                {"a": ["x\\n\\u0041\\/\\"", null, true], "b": {}, "c": [ ], "d": 12.5 }
                """))
        .isEqualTo(
            Map.of(
                "a", List.of("x\nA/\"", Map.of(), "true"),
                "b", Map.of(),
                "c", List.of(),
                "d", "12.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[\"a", "{\"a\" 1}", "{a: 1}", "[,", "\"\\u00"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
