package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes with {@code main}, in all the forms that the {@code java} command launches. */
final class MainProgramTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Foo { static int runs; public static void main(String[] args) { runs++; } }",
        "class Foo { static int runs; public static void main(String... args) { runs++; } }",
        "class Foo { static int runs; static void main() { runs++; } }",
        "class Foo { static int runs; protected static void main(String[] args) { runs++; } }",
        "class Foo { static int runs; void main() { runs++; } }",
        "class Foo { static int runs; void main(String[] args) { runs++; } }",
        "class Foo { static int runs; void main() { runs += 100; } void main(String[] a) { runs++; } }",
        "class Foo extends Base { static int runs; @Override protected void add() { runs++; } }"
            + " class Base { void main() { add(); } protected void add() { } }",
        "class Foo extends Base { static int runs; private void main(String[] a) { runs += 100; } "
            + "void main() { runs++; } } class Base { }",
        "class Foo implements Base { static int runs; public void add() { runs++; } }"
            + " interface Base { default void main() { add(); } void add(); }",
        "enum Foo { ; static int runs; public static void main(String[] args) { runs++; } }",
        "interface Foo { int[] RUNS = {0}; static void main(String[] args) { RUNS[0]++; } }",
        "class Foo { static int runs; static int main(String[] args) { return 1; } "
            + "static void main() { runs++; } }"
      })
  void everyFormOfMainIsRun(String source) throws Throwable {
    try (Program program = inMemory(source)) {
      assertThat(program.targets()).extracting(Target::name).containsExactly("Foo");
      Target target = program.targets().getFirst();
      target.run();
      target.run();
      target.run();
      assertThat(runs(program)).isEqualTo(3);
      assertThat(target.skipped()).isEmpty();
      assertThat(program.notes()).isEmpty();
    }
  }

  @Test
  void aCompactSourceFile() throws Throwable {
    var classes = Sources.compile(List.of(), "void main() { runs++; } static int runs;");
    try (Program program = Requests.of("Compact").compiled(classes).load()) {
      program.targets().getFirst().run();
      assertThat(field(program, "Compact", "runs")).isEqualTo(1);
    }
  }

  @Test
  void anInstanceMainGetsItsOwnObjectInEachRun() throws Throwable {
    try (Program program =
        inMemory("class Foo { static int runs; int mine; void main() { runs = ++mine; } }")) {
      program.targets().getFirst().run();
      program.targets().getFirst().run();
      assertThat(runs(program)).isEqualTo(1);
    }
  }

  @Test
  void eachRunGetsItsOwnArguments() throws Throwable {
    var classes =
        Sources.compile(
            List.of(),
            """
            class Foo {
              static String seen = "";
              public static void main(String[] args) {
                seen += args[0] + args[1] + ";";
                args[0] = "changed";
              }
            }
            """);
    try (Program program = Requests.of("Foo").arguments("a", "b").compiled(classes).load()) {
      program.targets().getFirst().run();
      program.targets().getFirst().run();
      assertThat(field(program, "Foo", "seen")).isEqualTo("ab;ab;");
    }
  }

  @Test
  void loadingInitializesNothing() throws Throwable {
    System.clearProperty("signalbox.test.initialized");
    try (Program program =
        inMemory(
            """
            class Foo {
              static { System.setProperty("signalbox.test.initialized", "yes"); }
              public static void main(String[] args) { }
            }
            """)) {
      assertThat(System.getProperty("signalbox.test.initialized")).isNull();
      program.targets().getFirst().run();
      assertThat(System.getProperty("signalbox.test.initialized")).isEqualTo("yes");
    } finally {
      System.clearProperty("signalbox.test.initialized");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"static", ""})
  void whatMainThrowsComesOutAsItIs(String modifier) {
    try (Program program =
        inMemory(
            "class Foo { %s void main() throws Exception { throw new java.io.IOException(\"x\"); } }"
                .formatted(modifier))) {
      assertThatThrownBy(() -> program.targets().getFirst().run())
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("x")
          .satisfies(e -> assertThat(e.getStackTrace()[0]).hasToString("Foo.main(Foo.java:1)"));
    }
  }

  @Test
  void theContextClassLoaderIsTheProgramsOwn() throws Throwable {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (Program program = inMemory("class Foo { static void main() { } }")) {
      assertThat(thread.getContextClassLoader()).isSameAs(before);
      program.targets().getFirst().run();
      assertThat(thread.getContextClassLoader()).isSameAs(program.loader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void mainWinsOverTestsUnlessAMethodIsNamed() {
    var classes =
        Sources.compile(
            JUnits.JUNIT_6.complete(),
            """
            class Foo {
              public static void main(String[] args) { }
              @org.junit.jupiter.api.Test void a() { }
              @org.junit.jupiter.api.Test void b() { }
            }
            """);
    assertThat(names("Foo", classes)).containsExactly("Foo");
    assertThat(names("Foo#main", classes)).containsExactly("Foo");
    assertThat(names("Foo#a", classes)).containsExactly("Foo#a");
    assertThat(names("Foo#*", classes)).containsExactlyInAnyOrder("Foo#a", "Foo#b");
  }

  @Test
  void aTestCalledMainIsATest() {
    var classes =
        Sources.compile(
            JUnits.JUNIT_6.complete(), "class Foo { @org.junit.jupiter.api.Test void main() { } }");
    assertThat(names("Foo", classes)).containsExactly("Foo#main");
    assertThat(names("Foo#main", classes)).containsExactly("Foo#main");
  }

  private static List<String> names(String target, java.util.Map<String, byte[]> classes) {
    try (Program program =
        Requests.of(target).classPath(JUnits.JUNIT_6.complete()).compiled(classes).load()) {
      return program.targets().stream().map(Target::name).toList();
    }
  }

  private static Program inMemory(String source) {
    return Requests.of("Foo").compiled(Sources.compile(List.of(), source)).load();
  }

  private static int runs(Program program) throws ReflectiveOperationException {
    Class<?> foo = program.loader().loadClass("Foo");
    return foo.isInterface()
        ? ((int[]) field(program, "Foo", "RUNS"))[0]
        : (int) field(program, "Foo", "runs");
  }

  private static Object field(Program program, String type, String name)
      throws ReflectiveOperationException {
    Field field = program.loader().loadClass(type).getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }
}
