package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes that are run several times, which JUnit has since 5.13. */
final class JUnitClassTemplateTest {
  private static final String SOURCE =
      """
      import org.junit.jupiter.api.*;
      import org.junit.jupiter.params.*;
      import org.junit.jupiter.params.provider.*;
      @ParameterizedClass @ValueSource(ints = {7, 8})
      class FooTest {
        private final int i;
        FooTest(int i) { this.i = i; }
        @Test void t() { Log.add("t" + i); }
        @ParameterizedTest @ValueSource(ints = {1, 2}) void p(int j) { Log.add("p" + i + j); }
        @Nested class Inner { @Test void n() { Log.add("n" + i); } }
      }
      """;

  @ParameterizedTest
  @EnumSource(names = {"JUNIT_5", "JUNIT_6"})
  void eachInvocationOfEachTestIsATarget(JUnits junit) throws Throwable {
    try (TestedProgram p = load(junit, "FooTest")) {
      assertThat(p.log()).as("at load").isEmpty();
      assertThat(p.names())
          .containsExactlyInAnyOrder(
              "FooTest#t[1]",
              "FooTest#t[2]",
              "FooTest#p[1.1]",
              "FooTest#p[1.2]",
              "FooTest#p[2.1]",
              "FooTest#p[2.2]",
              "FooTest$Inner#n[1]",
              "FooTest$Inner#n[2]");
      assertThat(p.run("FooTest#t[2]")).isEqualTo("t8");
      assertThat(p.run("FooTest#p[2.1]")).isEqualTo("p81");
      assertThat(p.run("FooTest$Inner#n[1]")).isEqualTo("n7");
    }
    for (String name : List.of("FooTest#t[2]", "FooTest#p[1.2]", "FooTest$Inner#n[2]")) {
      try (TestedProgram p = load(junit, name)) {
        assertThat(p.names()).containsExactly(name);
      }
    }
  }

  private static TestedProgram load(JUnits junit, String target) {
    var classes = Sources.compile(junit.complete(), SOURCE, TestedProgram.LOG_CLASS);
    return new TestedProgram(Requests.of(target).classPath(junit.complete()).compiled(classes));
  }
}
