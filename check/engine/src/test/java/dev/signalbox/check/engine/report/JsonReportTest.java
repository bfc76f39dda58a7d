package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void deadlock() throws IOException {
    Golden.check("deadlock.json", JsonReport.render(List.of(Samples.deadlock())));
  }

  @Test
  void several() throws IOException {
    Golden.check("race.json", JsonReport.render(List.of(Samples.race())));
    Golden.check("several.json", JsonReport.render(Samples.several()));
  }

  @Test
  void clean() throws IOException {
    Golden.check("clean.json", JsonReport.render(List.of(Samples.clean())));
  }

  @Test
  void problem() throws IOException {
    Golden.check("problem.json", JsonReport.problem("there is no file \"A\\b.java\""));
  }

  @Test
  void isOneDocumentOfAscii() throws IOException {
    for (CheckResult r : Samples.all()) {
      String json = JsonReport.render(List.of(r));
      assertThat(json.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127))).isTrue();
      assertThat(json).endsWith("}\n");
      assertThat(roots(json)).isEqualTo(1);
    }
  }

  @Test
  void givesTextsBackAsTheyWere() throws IOException {
    CheckResult r = Samples.exception();
    Finding f = r.finding();
    String json = JsonReport.render(List.of(r));
    assertThat(f).isNotNull();
    assertThat(values(json, "output")).containsExactly(f == null ? "" : f.output());
    assertThat(values(json, "what")).contains(f == null ? "" : f.events().get(1).what());
    assertThat(values(json, "message")).singleElement().asString().contains("\"Grüße\"");
  }

  /** A component that a record gains must not be forgotten. */
  @Test
  void holdsEverythingOfTheModel() throws IOException {
    Set<String> keys = new HashSet<>();
    try (JsonParser parser =
        new JsonFactory()
            .createParser(
                JsonReport.render(
                    List.of(
                        Samples.deadlock(),
                        Samples.exception(),
                        EndlessSamples.livelock(),
                        EndlessSamples.starvedThread())))) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.FIELD_NAME) {
          keys.add(parser.currentName());
        }
      }
    }
    keys.add("elapsed"); // as elapsedMillis
    keys.add("endless"); // as livelock and starvation
    Stream<Class<?>> model =
        Stream.of(
            CheckResult.class,
            Finding.class,
            Finding.Failure.class,
            Endless.Circle.class,
            Endless.Loop.class,
            Endless.Overtaken.class,
            Endless.Overtaker.class,
            Event.class,
            ThreadView.class,
            ThreadView.Wait.class,
            ThreadView.Holder.class,
            Location.class);
    List<String> components =
        model
            .flatMap(c -> Stream.of(c.getRecordComponents()))
            .map(RecordComponent::getName)
            .toList();
    assertThat(components).isNotEmpty();
    assertThat(keys).containsAll(components);
  }

  private static int roots(String json) throws IOException {
    int depth = 0;
    int roots = 0;
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        roots += depth == 0 ? 1 : 0;
        depth += t.isStructStart() ? 1 : t.isStructEnd() ? -1 : 0;
      }
    }
    return roots;
  }

  private static List<@Nullable String> values(String json, String key) throws IOException {
    List<@Nullable String> values = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.VALUE_STRING && key.equals(parser.currentName())) {
          values.add(parser.getText());
        }
      }
    }
    return values;
  }
}
