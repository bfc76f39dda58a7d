package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the documents that {@code --json} prints. */
final class Json {
  private Json() {}

  /** {@code args}, asking for JSON, if they do not already. */
  static String[] with(String[] args) {
    return Stream.concat(Stream.of(args), Stream.of("--json")).distinct().toArray(String[]::new);
  }

  /** The fields of {@code text}, which must be exactly one object of plain values. */
  static Map<String, String> fields(String text) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        assertThat(json.nextToken().isScalarValue()).as(name).isTrue();
        fields.put(name, json.getText());
      }
      assertThat(json.nextToken()).as("after the document").isNull();
    }
    return fields;
  }

  /** Why there is no result, as the document says. */
  static String problem(String text) throws IOException {
    Map<String, String> fields = fields(text);
    assertThat(fields.keySet()).containsExactly("schema", "status", "problem");
    assertThat(fields).containsEntry("schema", "1").containsEntry("status", "problem");
    return Objects.requireNonNull(fields.get("problem"));
  }
}
