package dev.signalbox.check.engine.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for Jupiter tests under every version of JUnit; one subclass a version. */
abstract class JUnitContract {
  private static final String IMPORTS =
      """
      import java.util.*;
      import java.util.stream.*;
      import org.junit.jupiter.api.*;
      import org.junit.jupiter.api.extension.*;
      import org.junit.jupiter.api.io.*;
      import org.junit.jupiter.params.*;
      import org.junit.jupiter.params.provider.*;
      """;

  @TempDir Path temp;

  private final JUnits junit;

  JUnitContract(JUnits junit) {
    this.junit = junit;
  }

  @Test
  void eachTestIsATarget() {
    try (TestedProgram p =
        load(
            """
            class FooTest {
              @Test void passes() { }
              @Test void fails() { Assertions.assertEquals(1, 2); }
              @Test void throwsChecked() throws Exception { throw new java.io.IOException("disk"); }
              @Test @Disabled("not now") void disabled() { }
              @Test void assumes() { Assumptions.assumeTrue(false, "not here"); }
              void noTest() { }
            }
            """)) {
      assertThat(p.program.notes()).isEmpty();
      assertThat(p.runAll())
          .containsOnly(
              entry("FooTest#passes", "passed"),
              entry(
                  "FooTest#fails",
                  "org.opentest4j.AssertionFailedError: expected: <1> but was: <2>"),
              entry("FooTest#throwsChecked", "java.io.IOException: disk"),
              entry("FooTest#disabled", "not now"),
              entry("FooTest#assumes", "Assumption failed: not here"));
    }
  }

  @Test
  void theFailureIsTheTestsOwn() {
    try (TestedProgram p =
        load("class FooTest { @Test void t() { throw new IllegalStateException(\"x\"); } }")) {
      assertThatThrownBy(p.target("FooTest#t")::run)
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasNoCause()
          .satisfies(e -> assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("t"));
    }
  }

  @Test
  void theWholeLifecycleInEachRun() throws Throwable {
    try (TestedProgram p =
        load(
            """
            @ExtendWith(FooTest.Ext.class)
            class FooTest {
              FooTest() { Log.add("new"); }
              @BeforeAll static void ba() { Log.add("beforeAll"); }
              @AfterAll static void aa() { Log.add("afterAll"); }
              @BeforeEach void be() { Log.add("beforeEach"); }
              @AfterEach void ae() { Log.add("afterEach"); }
              @Test void a(TestInfo info) { Log.add(info.getTestMethod().get().getName()); }
              @Test void b() { Log.add("b"); }
              static class Ext implements BeforeEachCallback {
                public void beforeEach(ExtensionContext c) { Log.add("extension"); }
              }
            }
            """)) {
      assertThat(p.log()).as("at load").isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThat(p.run("FooTest#a"))
            .isEqualTo("beforeAll new extension beforeEach a afterEach afterAll");
      }
      assertThat(p.run("FooTest#b")).contains(" b ").doesNotContain(" a ");
    }
  }

  @Test
  void aFailureAroundTheTest() {
    try (TestedProgram p =
        load(
            """
            class FooTest {
              @BeforeAll static void ba() { if (Boolean.getBoolean("signalbox.test.before")) throw new Error("before"); }
              @AfterAll static void aa() { throw new Error("after"); }
              @Test void t() { }
              @Nested class Broken {
                Broken() { throw new Error("constructor"); }
                @Test void u() { }
              }
            }
            """)) {
      assertThat(p.runAll())
          .containsOnly(
              entry("FooTest#t", "java.lang.Error: after"),
              entry("FooTest$Broken#u", "java.lang.Error: constructor"));
      System.setProperty("signalbox.test.before", "true");
      assertThat(TestedProgram.thrownBy(p.target("FooTest#t"))).hasMessage("before");
    } finally {
      System.clearProperty("signalbox.test.before");
    }
  }

  @Test
  void eachInvocationIsATarget() throws Throwable {
    try (TestedProgram p = load(INVOCATIONS)) {
      assertThat(p.log()).as("at load, which has to ask the factory").isEqualTo("each factory");
      assertThat(p.names())
          .containsExactlyInAnyOrder(
              "FooTest#p[1]",
              "FooTest#p[2]",
              "FooTest#m[1]",
              "FooTest#m[2]",
              "FooTest#f[1]",
              "FooTest#f[2.1]",
              "FooTest#f[2.2]",
              "FooTest#r[1]",
              "FooTest#plain",
              "FooTest$Inner#p[1]",
              "FooTest$Inner#p[2]");
      assertThat(p.program.notes())
          .containsExactly(
              "FooTest#r is a @RepeatedTest: the first of its 3 repetitions is checked");
      assertThat(p.run("FooTest#p[2]")).isEqualTo("each p8");
      assertThat(p.run("FooTest#p[2]")).isEqualTo("each p8");
      assertThat(p.run("FooTest#m[1]")).isEqualTo("each mx1");
      assertThat(p.run("FooTest#f[1]")).isEqualTo("each factory one");
      assertThat(p.run("FooTest#f[2.2]")).isEqualTo("each factory three");
      assertThat(p.run("FooTest#r[1]")).isEqualTo("each r1");
      assertThat(p.run("FooTest$Inner#p[1]")).isEqualTo("each inner7");
    }
  }

  @Test
  void aMethodSelects() {
    assertThat(select(INVOCATIONS, "FooTest#plain")).containsExactly("FooTest#plain");
    assertThat(select(INVOCATIONS, "FooTest#plain()")).containsExactly("FooTest#plain");
    assertThat(select(INVOCATIONS, "FooTest#p")).containsExactly("FooTest#p[1]", "FooTest#p[2]");
    assertThat(select(INVOCATIONS, "FooTest#p(int)[2]")).containsExactly("FooTest#p[2]");
    assertThat(select(INVOCATIONS, "FooTest#r[3]")).containsExactly("FooTest#r[3]");
    assertThat(select(INVOCATIONS, "FooTest#f[2.1]")).containsExactly("FooTest#f[2.1]");
    assertThat(select(INVOCATIONS, "FooTest$Inner#p[1]")).containsExactly("FooTest$Inner#p[1]");
    assertThat(request(INVOCATIONS, "FooTest#p[3]").problem())
        .startsWith("FooTest has no test method p[3]; it has ");
    assertThat(request(INVOCATIONS, "FooTest#p(long)").problem())
        .startsWith("FooTest has no test method p(long); it has ");
  }

  @Test
  void overloadsAreToldApartByTheirTypes() throws Throwable {
    String source =
        """
        class FooTest {
          @Test void t() { Log.add("t"); }
          @Test void t(TestInfo i) { Log.add("t(TestInfo)"); }
          @ParameterizedTest @ValueSource(ints = {1, 2}) void t(int i) { Log.add("t" + i); }
        }
        """;
    try (TestedProgram p = load(source)) {
      assertThat(p.names())
          .containsExactlyInAnyOrder(
              "FooTest#t()", "FooTest#t(TestInfo)", "FooTest#t[1]", "FooTest#t[2]");
      for (String name : p.names()) {
        assertThat(select(source, name)).containsExactly(name);
      }
      assertThat(p.run("FooTest#t(TestInfo)")).isEqualTo("t(TestInfo)");
    }
  }

  /** As Kotlin and Groovy have them: put into the class file afterwards. */
  @Test
  void namesWithParenthesesAndBrackets() {
    String source =
        """
        class FooTest {
          @Test void plain_name() { }
          @ParameterizedTest @ValueSource(ints = {1, 2}) void many_name(int i) { }
        }
        """;
    Map<String, byte[]> classes = compile(source);
    classes.replaceAll(
        (n, b) ->
            new String(b, ISO_8859_1)
                .replace("plain_name", "plain (ab)")
                .replace("many_name", "many (ab)")
                .getBytes(ISO_8859_1));
    for (String name : List.of("plain (ab)", "many (ab)[1]", "many (ab)[2]")) {
      Requests request = Requests.of("FooTest#" + name);
      try (TestedProgram p =
          new TestedProgram(request.classPath(junit.complete()).compiled(classes))) {
        assertThat(p.names()).containsExactly("FooTest#" + name);
      }
    }
  }

  @Test
  void aContainerWithoutInvocationsIsATarget() {
    try (TestedProgram p =
        load(
            """
            class FooTest {
              @ParameterizedTest @MethodSource void broken(int i) { }
              static Stream<Integer> broken() { throw new Error("source"); }
              @ParameterizedTest @ValueSource(ints = 1) @Disabled("later") void off(int i) { }
              @TestFactory Stream<DynamicNode> none() { return Stream.of(); }
            }
            """)) {
      assertThat(p.names())
          .containsExactlyInAnyOrder("FooTest#broken", "FooTest#off", "FooTest#none");
      Map<String, String> results = p.runAll();
      assertThat(results.get("FooTest#broken")).contains("source");
      assertThat(results.get("FooTest#off")).isEqualTo("later");
      assertThat(results.get("FooTest#none")).isEqualTo("JUnit found nothing to run");
    }
  }

  @Test
  void nestedAndInheritedTests() {
    assertThat(
            select(
                """
                class FooTest extends Base {
                  @Nested class Inner { @Test void i() { } @Nested class Deep { @Test void d() { } } }
                }
                abstract class Base { @Test void inherited() { } }
                """,
                "FooTest"))
        .containsExactlyInAnyOrder("FooTest#inherited", "FooTest$Inner#i", "FooTest$Inner$Deep#d");
  }

  @Test
  void temporaryDirectoriesAndParametersWork() {
    try (TestedProgram p =
        load(
            """
            class FooTest {
              @TempDir java.nio.file.Path field;
              @Test void t(@TempDir java.nio.file.Path parameter, TestReporter reporter) throws Exception {
                java.nio.file.Files.writeString(field.resolve("a"), "a");
                reporter.publishEntry("a", "b");
                Log.add(field.toString());
              }
            }
            """)) {
      assertThat(p.runAll()).containsOnly(entry("FooTest#t", "passed"));
      assertThat(Path.of(p.log())).doesNotExist();
    }
  }

  /** The user's settings for a build are not meant for the checker. */
  @Test
  void theProgramsConfigurationDoesNotInterfere() throws IOException {
    Path settings = Files.createDirectories(temp.resolve("settings"));
    Files.writeString(
        settings.resolve("junit-platform.properties"),
        """
        junit.jupiter.execution.parallel.enabled = true
        junit.jupiter.execution.parallel.mode.default = concurrent
        junit.jupiter.execution.timeout.default = 1 ns
        junit.platform.output.capture.stdout = true
        junit.jupiter.displayname.generator.default = org.junit.jupiter.api.DisplayNameGenerator$ReplaceUnderscores
        junit.jupiter.extensions.autodetection.enabled = true
        junit.jupiter.extensions.autodetection.include = Nothing
        """);
    var out = System.out;
    try (TestedProgram p =
        new TestedProgram(
            request(
                    """
                    class FooTest {
                      @Test @Timeout(value = 1, unit = java.util.concurrent.TimeUnit.NANOSECONDS)
                      void a_b() throws Exception {
                        Thread.sleep(2);
                        Log.add(Thread.currentThread().getName() + System.identityHashCode(System.out));
                      }
                      @ParameterizedTest @ValueSource(ints = {1, 2}) void p(int i) { Log.add("p"); }
                    }
                    """,
                    "FooTest")
                .classPath(settings))) {
      assertThat(p.log()).as("at load").isEmpty();
      assertThat(p.runAll()).hasSize(3).containsEntry("FooTest#a_b", "passed");
      assertThat(p.log()).contains(Thread.currentThread().getName() + System.identityHashCode(out));
    }
  }

  @Test
  void manyRunsAreAllAlike() throws Throwable {
    try (TestedProgram p =
        load(
            """
            class FooTest {
              static int all, befores;
              int mine;
              @BeforeEach void be() { befores++; }
              @ParameterizedTest @ValueSource(ints = {3, 4}) void t(int i) {
                all++;
                if (++mine != 1 || i != 4 || all != befores) throw new Error("run " + all);
              }
            }
            """)) {
      Target target = p.target("FooTest#t[2]");
      for (int i = 0; i < 300; i++) {
        target.run();
      }
    }
  }

  @Test
  void compiledInADirectoryToo() throws IOException {
    Path directory =
        Sources.directory(
            temp.resolve("test-classes"),
            Sources.compile(junit.complete(), IMPORTS + "class FooTest { @Test void t() { } }"));
    try (TestedProgram p =
        new TestedProgram(
            Requests.of("FooTest").classPath(junit.complete()).classPath(directory))) {
      assertThat(p.names()).containsExactly("FooTest#t");
    }
  }

  private static final String INVOCATIONS =
      """
      class FooTest {
        @BeforeEach void each() { if (Thread.currentThread().getStackTrace().length > 0) Log.add("each"); }
        @Test void plain() { Log.add("plain"); }
        @ParameterizedTest @ValueSource(ints = {7, 8}) void p(int i) { Log.add("p" + i); }
        @ParameterizedTest @MethodSource("source") void m(String s, int i) { Log.add("m" + s + i); }
        static Stream<Arguments> source() { return Stream.of(Arguments.of("x", 1), Arguments.of("y", 2)); }
        @TestFactory List<DynamicNode> f() {
          Log.add("factory");
          return List.of(
              DynamicTest.dynamicTest("one", () -> Log.add("one")),
              DynamicContainer.dynamicContainer("more", List.of(
                  DynamicTest.dynamicTest("two", () -> Log.add("two")),
                  DynamicTest.dynamicTest("three", () -> Log.add("three")))));
        }
        @RepeatedTest(3) void r(RepetitionInfo i) { Log.add("r" + i.getCurrentRepetition()); }
        @Nested class Inner {
          @ParameterizedTest @ValueSource(ints = {7, 8}) void p(int i) { Log.add("inner" + i); }
        }
      }
      """;

  TestedProgram load(String source) {
    return new TestedProgram(request(source, "FooTest"));
  }

  private List<String> select(String source, String target) {
    try (TestedProgram p = new TestedProgram(request(source, target))) {
      return p.names();
    }
  }

  private Requests request(String source, String target) {
    return Requests.of(target).classPath(junit.complete()).compiled(compile(source));
  }

  private Map<String, byte[]> compile(String source) {
    return Sources.compile(junit.complete(), IMPORTS + source, TestedProgram.LOG_CLASS);
  }
}
