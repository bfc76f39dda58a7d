package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Compares texts with golden files, which lie beside this class. */
final class Golden {
  private Golden() {}

  static void assertMatches(String actual, String file) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      String expected =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual).as(file).isEqualTo(expected);
    }
  }
}
