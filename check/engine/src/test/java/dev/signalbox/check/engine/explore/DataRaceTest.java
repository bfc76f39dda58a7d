package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.Clean;
import conformance.Racy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that order their accesses, by whatever part of java.util.concurrent and the language,
 * have no data race; those that do not have the one that was planted.
 */
class DataRaceTest {
  private static final List<String> STRATEGIES = List.of("random", "pct", "pos");
  private static final int EXECUTIONS = 300;

  private final Laboratory laboratory = Laboratory.open();

  static Stream<Body> ordered() throws Exception {
    return bodies().filter(b -> b.declared().isAnnotationPresent(Clean.class));
  }

  static Stream<Body> racy() throws Exception {
    return bodies().filter(b -> b.racy() != null);
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void noRace(Body body) {
    Subject subject = laboratory.subject(body);
    Clean clean = body.clean();
    for (String strategy : STRATEGIES) {
      Explorer.Outcome o = subject.explore(strategy, EXECUTIONS);
      assertThat(o.bug()).as(strategy).isNull();
      if (clean != null && clean.races()) {
        assertThat(o.races()).as(strategy).isNotEmpty();
      } else {
        assertThat(o.races())
            .as("%s, %s", body, strategy)
            .extracting(r -> r.verdict().type())
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("racy")
  void race(Body body) {
    Subject subject = laboratory.subject(body);
    Racy racy = body.racy();
    if (racy == null) {
      throw new AssertionError(body);
    }
    for (String strategy : STRATEGIES) {
      Explorer.Outcome o = subject.explore(strategy, EXECUTIONS);
      assertThat(o.bug()).as(strategy).isNull();
      assertThat(o.problem()).as("%s, %s", body, strategy).isNull();
      List<String> variables =
          o.races().stream().map(r -> r.verdict().type().replaceFirst(": .*", "")).toList();
      if (racy.unseen().isEmpty()) {
        assertThat(variables)
            .as("%s, %s", body, strategy)
            .anyMatch(v -> v.equals(racy.value()) || racy.value().endsWith("." + v));
      } else {
        assertThat(variables).as("%s, %s", body, strategy).isEmpty();
      }
    }
  }

  private static Stream<Body> bodies() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Clean.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("conformance");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".class") && !f.contains("$"))
          .sorted()
          .toList()
          .stream()
          .flatMap(f -> Body.of(theme(f.substring(0, f.length() - ".class".length()))));
    }
  }

  private static Class<?> theme(String name) {
    try {
      return Class.forName("conformance." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
