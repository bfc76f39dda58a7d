package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceCompilerTest {
  private static final String MAIN = " public static void main(String[] args) {} ";

  @TempDir private Path temp = Path.of("");

  @Test
  void findsTheSourcesBesideIt() throws IOException {
    write("a/b/First.java", "package a.b; public class First {" + MAIN + " Second s; }");
    write("a/b/Second.java", "package a.b; class Second { a.c.Third t; }");
    write("a/c/Third.java", "package a.c; public class Third { enum E { ONE } }");
    write("a/c/Unused.java", "package a.c; this is no Java");

    Program p = compile("a/b/First.java");

    assertThat(p.className()).isEqualTo("a.b.First");
    assertThat(p.classes().keySet())
        .containsExactlyInAnyOrder("a.b.First", "a.b.Second", "a.c.Third", "a.c.Third$E");
    assertThat(p.sourcePath())
        .containsExactly(temp.resolve("a/b/First.java").toString(), temp.toString());
  }

  @Test
  void aFileOutsideOfItsPackageIsAlone() throws IOException {
    write("x/First.java", "package a.b; class First {" + MAIN + "}");
    Program p = compile("x/First.java");
    assertThat(p.className()).isEqualTo("a.b.First");
    assertThat(p.sourcePath()).containsExactly(temp.resolve("x/First.java").toString());
  }

  @Test
  void knowsTheRootOfTheSources() {
    assertThat(SourceListener.root(Path.of("A.java"), "")).isEqualTo(Path.of("."));
    assertThat(SourceListener.root(Path.of("src/A.java"), "")).isEqualTo(Path.of("src"));
    assertThat(SourceListener.root(Path.of("a/A.java"), "a")).isEqualTo(Path.of("."));
    assertThat(SourceListener.root(Path.of("src/a/b/A.java"), "a.b")).isEqualTo(Path.of("src"));
    assertThat(SourceListener.root(Path.of("/a/b/A.java"), "a.b")).isEqualTo(Path.of("/"));
    assertThat(SourceListener.root(Path.of("src/a/b/A.java"), "b.b")).isNull();
    Path here = Path.of("").toAbsolutePath();
    assertThat(SourceListener.root(Path.of("A.java"), here.getFileName().toString()))
        .isEqualTo(here.getParent());
  }

  @Test
  void keepsLinesAndVariables() throws IOException {
    write("A.java", "class A { static void main() { int remembered = 1; } }");
    byte[] bytes = Objects.requireNonNull(compile("A.java").classes().get("A"));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("LineNumberTable", "LocalVariableTable", "remembered");
  }

  @Test
  void aModuleDeclarationDoesNotHideLibraries() throws IOException {
    write("module-info.java", "module m {}");
    write("a/A.java", "package a; class A { java.sql.Connection c; " + MAIN + "}");
    assertThat(compile("a/A.java").className()).isEqualTo("a.A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void main() {}",
        "class A { static void main() {} }",
        "class A { void main(String... args) {} }",
        "class B { public static void main(String[] args) {} } class A extends B {} ",
      })
  void findsEachKindOfMain(String source) throws IOException {
    write("A.java", source);
    assertThat(compile("A.java").className()).isIn("A", "B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A {}",
        "class A { private static void main(String[] args) {} }",
        "class A { static int main(String[] args) { return 0; } }",
        "class A { static void main(int[] args) {} }",
        "abstract class A { abstract void main(); }",
        "class A { class Inner { static void main() {} } }",
      })
  void whatCannotBeRunIsSaid(String source) throws IOException {
    write("A.java", source);
    assertThatThrownBy(() -> compile("A.java"))
        .isInstanceOf(CannotCheckException.class)
        .hasMessage(
            temp.resolve("A.java") + " has no class with a main method or with JUnit tests");
  }

  @Test
  void prefersThePublicClass() throws IOException {
    write("C.java", "class A {" + MAIN + "} class B {" + MAIN + "} public class C {" + MAIN + "}");
    assertThat(compile("C.java").className()).isEqualTo("C");
    write("D.java", "class A {" + MAIN + "} class B {" + MAIN + "} public class D {}");
    assertThat(compile("D.java").className()).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Test void t() {}",
        "@RepeatedTest(2) void t() {}",
        "@TestFactory Object t() { return null; }",
        "@Nested class Inner { @Test void t() {} }",
        "@Mine void t() {} @Test @Retention(RUNTIME) @interface Mine {}",
      })
  void findsEachKindOfTest(String member) throws IOException {
    write(
        "A.java",
        "import static java.lang.annotation.RetentionPolicy.RUNTIME; import"
            + " java.lang.annotation.*; import org.junit.jupiter.api.*; class No {} class A { "
            + member
            + "}");
    assertThat(compile("A.java").className()).isEqualTo("A");
  }

  @Test
  void selectsTheClassOfTheMethod() throws IOException {
    write(
        "A.java",
        "import org.junit.jupiter.api.*; class A { @Test void a() {} } class B { @Test void b(int"
            + " i) {} }");
    assertThat(compile("A.java#b").className()).isEqualTo("B");
    assertThat(compile("A.java#b(int)").className()).isEqualTo("B");
    assertThat(compile("A.java#b[2]").className()).isEqualTo("B");
    assertThatThrownBy(() -> compile("A.java#c"))
        .isInstanceOf(CannotCheckException.class)
        .hasMessage(temp.resolve("A.java") + " has no method c");
  }

  @Test
  void findsLibrariesByWildcard() throws IOException {
    write("A.java", "class A { picocli.CommandLine c; " + MAIN + "}");
    Path jar = jarOf(picocli.CommandLine.class);
    ClassPath path = new ClassPath(List.of(jar.resolveSibling("*").toString()));
    TargetName target = TargetName.parse(temp.resolve("A.java").toString());
    assertThat(SourceCompiler.compile(target, path, List.of()).className()).isEqualTo("A");
  }

  @Test
  void errorsAreThoseOfJavac() throws IOException {
    Path file = write("A.java", "class A { int i = \"one\"; void m() { n(); } }");
    ByteArrayOutputStream javac = new ByteArrayOutputStream();
    Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
        .run(null, javac, javac, "-d", temp.toString(), file.toString());

    assertThatThrownBy(() -> compile("A.java"))
        .isInstanceOfSatisfying(
            CompilationFailed.class,
            e -> assertThat(e.output()).isEqualTo(javac.toString(StandardCharsets.UTF_8)))
        .hasMessage(file + " does not compile");

    Outcome o = Outcome.of(FakeChecker.in(temp.resolve("distribution")), "check", file.toString());
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.out()).isEmpty();
    assertThat(o.err())
        .isEqualTo(
            javac.toString(StandardCharsets.UTF_8) + "signalbox: " + file + " does not compile\n");
  }

  @Test
  void theDocumentCarriesTheErrors() throws IOException {
    Path file = write("A.java", "class A { Missing m; }");
    Path distribution = FakeChecker.in(temp.resolve("distribution"));
    Outcome o = Outcome.of(distribution, "check", file.toString(), "--json");
    assertThat(o.status()).isEqualTo(2);
    assertThat(Json.problem(o.out()))
        .startsWith(file + " does not compile:\n" + file + ":1: error: cannot find symbol\n")
        .endsWith("1 error\n");
  }

  @Test
  void hintsAtMissingLibraries() throws IOException {
    Path file = write("A.java", "import com.acme.*; class A {}");
    Outcome o = Outcome.of(FakeChecker.in(temp.resolve("distribution")), "check", file.toString());
    assertThat(o.err())
        .endsWith(
            "signalbox: "
                + file
                + " does not compile; name the libraries it needs with --class-path\n");
  }

  @Test
  void aJavaWithoutCompilerSaysSo() throws IOException, InterruptedException {
    Path file = write("A.java", "class A {" + MAIN + "}");
    SignalboxCommand command =
        SignalboxCommand.withChecker(
            FakeChecker.in(temp.resolve("distribution")),
            "--limit-modules=java.base,java.compiler,java.sql");
    assertThat(command.run("check", file.toString()))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "signalbox: "
                    + file
                    + " cannot be compiled: the Java in "
                    + System.getProperty("java.home")
                    + " has no compiler; set JAVA_HOME to a JDK, or name a class that is"
                    + " compiled\n"));
    assertThat(command.run("check", "Found")).isEqualTo(new Outcome(1, "found\n", ""));
  }

  @Test
  void modulesAreAddedForJavacToo() throws IOException {
    write("A.java", "class A { jdk.incubator.vector.Vector<?> v; " + MAIN + "}");
    TargetName target = TargetName.parse(temp.resolve("A.java").toString());
    JavaOptions options =
        JavaOptions.of(List.of("-Xmx1g", "--add-modules=jdk.incubator.vector"), false);
    Program p = SourceCompiler.compile(target, new ClassPath(List.of(".")), options.forJavac());
    assertThat(p.className()).isEqualTo("A");
  }

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Program compile(String target) {
    return SourceCompiler.compile(
        TargetName.parse(temp.resolve(target).toString()),
        new ClassPath(List.of(System.getProperty("java.class.path").split(":"))),
        List.of());
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
