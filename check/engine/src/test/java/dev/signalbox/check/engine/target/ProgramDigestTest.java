package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes a program's digest, and what does not. */
final class ProgramDigestTest {
  private static final String MAIN = "class A { public static void main(String[] a) { } }";

  @TempDir private Path temp;
  private int made;

  private final Map<String, byte[]> classes = Sources.compile(List.of(), MAIN, "class B { }");
  private final Map<String, byte[]> changed =
      Sources.compile(List.of(), MAIN, "class B { int i; }");

  @Test
  void itIsSha256InHexadecimal() {
    assertThat(digest(Requests.of("A").compiled(classes))).matches("[0-9a-f]{64}");
  }

  @Test
  void classesInMemory() {
    String digest = digest(Requests.of("A").compiled(classes));
    assertThat(digest(Requests.of("A").compiled(classes))).isEqualTo(digest);
    assertThat(digest(Requests.of("A").compiled(changed))).isNotEqualTo(digest);
  }

  @Test
  void directories() throws IOException {
    String digest = digest(Requests.of("A").classPath(directory(classes)));
    assertThat(digest(Requests.of("A").classPath(directory(classes)))).isEqualTo(digest);
    assertThat(digest(Requests.of("A").classPath(directory(changed)))).isNotEqualTo(digest);
  }

  /** A replay file is of the program without the annotation that names it. */
  @Test
  void whatCheckSaysDoesNotCount() {
    String digest = annotated("", "@Check ");
    assertThat(annotated("", "@Check(replay = \"file\") ")).isEqualTo(digest);
    assertThat(annotated("@Check(replay = \"file\") ", "")).isEqualTo(digest);
    assertThat(annotated("", "@Check @Deprecated ")).isNotEqualTo(digest);
  }

  private String annotated(String type, String method) {
    String annotation =
        """
        package dev.signalbox.check.junit;
        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
        public @interface Check { String replay() default ""; }
        """;
    String test =
        """
        import dev.signalbox.check.junit.Check;
        @SuppressWarnings("x") @Deprecated %s class A {
          @Deprecated(since = "1") public static void main(String[] a) { }
          %s void t() { }
        }
        """
            .formatted(type, method);
    Map<String, byte[]> all = Sources.compile(List.of(), test, annotation);
    return digest(Requests.of("A").compiled(Map.of("A", all.get("A"))));
  }

  @Test
  void theClassesUnderTestInAnotherDirectory() throws IOException {
    Path tests = directory(Map.of("A", classes.get("A")));
    Path before = directory(Map.of("B", classes.get("B")));
    Path after = directory(Map.of("B", changed.get("B")));
    assertThat(digest(Requests.of("A").classPath(tests, before)))
        .isNotEqualTo(digest(Requests.of("A").classPath(tests, after)));
  }

  @Test
  void theJarOfTheClassButNoOther() throws IOException {
    String digest = digest(Requests.of("A").classPath(jar(classes)));
    assertThat(digest(Requests.of("A").classPath(jar(classes)))).isEqualTo(digest);
    assertThat(digest(Requests.of("A").classPath(jar(changed)))).isNotEqualTo(digest);
    Path library = jar(Sources.compile(List.of(), "class Library { }"));
    assertThat(digest(Requests.of("A").classPath(jar(classes), library))).isEqualTo(digest);
  }

  @Test
  void resourcesDoNotCount() throws IOException {
    Path directory = directory(classes);
    String digest = digest(Requests.of("A").classPath(directory));
    Files.writeString(directory.resolve("a.txt"), "text");
    assertThat(digest(Requests.of("A").classPath(directory))).isEqualTo(digest);
  }

  @Test
  void theCurrentFolderIsOnTheClassPathUnasked() {
    Requests request = Requests.of("A").compiled(classes);
    assertThat(digest(Requests.of("A").compiled(classes).classPath(Path.of("."))))
        .isEqualTo(digest(request));
  }

  private static String digest(Requests request) {
    try (Program program = request.load()) {
      return program.digest();
    }
  }

  private Path directory(Map<String, byte[]> content) throws IOException {
    return Sources.directory(temp.resolve("d" + made++), content);
  }

  private Path jar(Map<String, byte[]> content) throws IOException {
    return Sources.jar(temp.resolve("j" + made++ + ".jar"), Sources.entries("", content));
  }
}
