package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user is told when there is nothing that can be checked. */
final class CannotLoadTest {
  private static final int RUNNING = Runtime.version().feature();

  @TempDir private Path temp;
  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    classes =
        Sources.directory(
            temp.resolve("classes"),
            Sources.compile(
                List.of(),
                """
                package com.acme;
                public class Bank {
                  public static void main(String[] args) { }
                  static class Account { }
                }
                """));
  }

  @Test
  void anEntryThatDoesNotExist() {
    assertThat(Requests.of("com.acme.Bank").written("no/such.jar").problem())
        .isEqualTo("the class path entry no/such.jar does not exist: correct or remove it");
    assertThat(Requests.of("com.acme.Bank").written("no/such/*").problem())
        .isEqualTo("the class path entry no/such/* does not exist: correct or remove it");
  }

  @Test
  void anEntryThatIsNoJar() throws IOException {
    Path file = Files.writeString(temp.resolve("a.jar"), "text");
    assertThat(Requests.of("com.acme.Bank").classPath(file).problem())
        .isEqualTo(
            "the class path entry %s is neither a directory nor a jar (zip END header not found)",
            file);
    Path classFile = classes.resolve("com/acme/Bank.class");
    assertThat(Requests.of("com.acme.Bank").classPath(classFile).problem())
        .isEqualTo(
            "the class path entry %s is neither a directory nor a jar: give the directory of its"
                + " outermost package",
            classFile);
  }

  @Test
  void noClassPathAtAll() {
    assertThat(Requests.of("com.acme.Bank").problem())
        .isEqualTo(
            "there is no class com.acme.Bank (the class path is empty: name the program's"
                + " directories and jars with --class-path)");
  }

  @ParameterizedTest
  @CsvSource({
    "Bank, com.acme.Bank",
    "com.acme.bank, com.acme.Bank",
    "org.acme.Bank, com.acme.Bank",
    "com.acme.Bnak, com.acme.Bank",
    "com.acme.Bank.Account, com.acme.Bank$Account",
  })
  void aNearName(String wrong, String right) {
    assertThat(Requests.of(wrong).classPath(classes).problem())
        .isEqualTo("there is no class %s; did you mean %s? (looked in %s)", wrong, right, classes);
  }

  @Test
  void nothingNear() throws IOException {
    Path jar = Sources.jar(temp.resolve("a.jar"), Map.of("a.txt", new byte[0]));
    assertThat(Requests.of("com.acme.Shop").classPath(classes, jar).problem())
        .isEqualTo("there is no class com.acme.Shop (looked in %s, %s)", classes, jar);
  }

  @Test
  void theDirectoryOfThePackage() {
    Path inside = classes.resolve("com/acme");
    assertThat(Requests.of("Bank").classPath(inside).problem())
        .isEqualTo(
            "%s is the class com.acme.Bank: check com.acme.Bank with --class-path %s",
            inside.resolve("Bank.class"), classes);
  }

  @Test
  void aClassInTheWrongFolder() throws IOException {
    Path wrong = temp.resolve("other/org/acme");
    Files.createDirectories(wrong);
    Files.copy(classes.resolve("com/acme/Bank.class"), wrong.resolve("Bank.class"));
    assertThat(Requests.of("org.acme.Bank").classPath(temp.resolve("other")).problem())
        .isEqualTo(
            "%s is the class com.acme.Bank: it must lie in %s below a directory of the class path",
            wrong.resolve("Bank.class"), Path.of("com/acme/Bank.class"));
  }

  @Test
  void aClassFileThatIsTooNew() throws IOException {
    version(classes.resolve("com/acme/Bank.class"), RUNNING + 45, 0);
    assertThat(Requests.of("com.acme.Bank").classPath(classes).problem())
        .isEqualTo(
            "com.acme.Bank is compiled for Java %1$d, and this is Java %2$d: run signalbox with a"
                + " JDK %1$d, or compile with --release %2$d",
            RUNNING + 1, RUNNING);
  }

  @Test
  void previewFeatures() throws IOException {
    version(classes.resolve("com/acme/Bank.class"), RUNNING + 44, 65535);
    assertThat(Requests.of("com.acme.Bank").classPath(classes).problem())
        .isEqualTo(
            "com.acme.Bank is compiled with preview features of Java %d: compile it without"
                + " --enable-preview",
            RUNNING);
    version(classes.resolve("com/acme/Bank.class"), RUNNING + 43, 65535);
    assertThat(Requests.of("com.acme.Bank").classPath(classes).problem())
        .startsWith("com.acme.Bank is compiled with preview features of Java " + (RUNNING - 1));
  }

  @Test
  void aSuperclassThatIsTooNew() throws IOException {
    Path both =
        Sources.directory(
            temp.resolve("both"),
            Sources.compile(
                List.of(),
                "class Base { }",
                "class Derived extends Base { public static void main(String[] a) { } }"));
    version(both.resolve("Base.class"), RUNNING + 45, 0);
    assertThat(Requests.of("Derived").classPath(both).problem())
        .startsWith("Derived needs Base, which is compiled for Java " + (RUNNING + 1));
  }

  @Test
  void aMissingSuperclass() {
    assertThat(withoutLibrary("class Foo extends lib.Lib { static void main() { } }"))
        .isEqualTo(
            "Foo needs the class lib.Lib, which is not on the class path: add its jar or directory"
                + " to --class-path");
  }

  @Test
  void aMissingParameterType() {
    assertThat(withoutLibrary("class Foo { void f(lib.Lib l) { } static void main() { } }"))
        .isEqualTo(
            "Foo needs the class lib.Lib, which is not on the class path: add its jar or directory"
                + " to --class-path");
  }

  @Test
  void brokenBytes() {
    var foo = Sources.compile(List.of(), "class Foo { static void main() { } }");
    foo.put("Foo", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(Requests.of("Foo").compiled(foo).problem())
        .startsWith("Foo cannot be loaded: java.lang.ClassFormatError: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class Foo { }                                    |
          class Foo { private static void main(String[] a) { } } | its main method is private
          class Foo { static int main(String[] a) { return 0; } } | its main method is not main(String[]) or main() returning void
          class Foo { void main(int a) { } }               | its main method is not main(String[]) or main() returning void
          class Foo { Foo(int i) { } void main() { } }     | its main method is not static, and the class has no constructor without parameters that is not private
          class Foo { private Foo() { } void main() { } }  | its main method is not static, and the class has no constructor without parameters that is not private
          abstract class Foo { void main() { } }           | its main method is not static, and the class is abstract
          """)
  void nothingToRun(String source, String hint) {
    var classes = Sources.compile(List.of(), source);
    String expected =
        "Foo has neither a main method nor a test" + (hint == null ? "" : " (" + hint + ")");
    assertThat(Requests.of("Foo").compiled(classes).problem()).isEqualTo(expected);
    assertThat(Requests.of("Foo").compiled(classes).classPath(JUnits.JUNIT_6.complete()).problem())
        .isEqualTo(expected);
  }

  @Test
  void aMethodOfAClassWithoutTests() {
    assertThat(Requests.of("com.acme.Bank#transfer").classPath(classes).problem())
        .isEqualTo("com.acme.Bank has a main method, but no tests: check it without #transfer");
  }

  @Test
  void noSuchTest() {
    var foo =
        Sources.compile(
            JUnits.JUNIT_6.complete(),
            """
            import org.junit.jupiter.api.*;
            class Foo {
              @Test void a() { }
              void noTest() { }
              @Nested class Inner { @Test void b() { } }
            }
            """);
    assertThat(
            Requests.of("Foo#noTest").compiled(foo).classPath(JUnits.JUNIT_6.complete()).problem())
        .isEqualTo("Foo has no test method noTest; it has a, b");
  }

  @Test
  void aTestThatJUnitCannotRead() {
    List<Path> junit = JUnits.JUNIT_6.complete();
    var all =
        Sources.compile(
            junit,
            "package lib; public class Lib { }",
            "class Foo { @org.junit.jupiter.api.Test void a(lib.Lib l) { } }");
    all.remove("lib.Lib");
    assertThat(Requests.of("Foo").compiled(all).classPath(junit).problem())
        .startsWith("Foo needs the class lib.Lib, which is not on the class path");
  }

  private static String withoutLibrary(String source) {
    var classes = Sources.compile(List.of(), source, "package lib; public class Lib { }");
    classes.remove("lib.Lib");
    return Requests.of("Foo").compiled(new TreeMap<>(classes)).problem();
  }

  private static void version(Path classFile, int major, int minor) throws IOException {
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[4] = (byte) (minor >> 8);
    bytes[5] = (byte) minor;
    bytes[6] = (byte) (major >> 8);
    bytes[7] = (byte) major;
    Files.write(classFile, bytes);
  }
}
