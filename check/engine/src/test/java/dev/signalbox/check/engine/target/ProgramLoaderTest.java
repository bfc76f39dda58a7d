package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where classes and resources come from. */
final class ProgramLoaderTest {
  private static final String LIBRARY = "package lib; public class Lib { public static int n; }";
  private static final String APP =
      "package app; public class App { public static void main(String[] a) { lib.Lib.n++; } }";

  @TempDir private Path temp;

  private final Map<String, byte[]> library = Sources.compile(List.of(), LIBRARY);
  private final Map<String, byte[]> both = Sources.compile(List.of(), LIBRARY, APP);
  private final Map<String, byte[]> app = Map.of("app.App", both.get("app.App"));

  @Test
  void directoriesAndJars() throws Throwable {
    Path classes = Sources.directory(temp.resolve("classes"), app);
    Path jar = Sources.jar(temp.resolve("lib.jar"), Sources.entries("", library));
    run(Requests.of("app.App").classPath(classes, jar));
  }

  @Test
  void aFolderOfJars() throws Throwable {
    Sources.jar(temp.resolve("lib/a.jar"), Sources.entries("", app));
    Sources.jar(temp.resolve("lib/b.JAR"), Sources.entries("", library));
    run(Requests.of("app.App").written(temp.resolve("lib") + "/*"));
  }

  @Test
  void aManifestClassPath() throws Throwable {
    Sources.jar(temp.resolve("lib/b.jar"), Sources.entries("", library));
    Map<String, byte[]> entries = new TreeMap<>(Sources.entries("", app));
    entries.put(
        "META-INF/MANIFEST.MF", Sources.text("Manifest-Version: 1.0\nClass-Path: lib/b.jar\n\n"));
    run(Requests.of("app.App").classPath(Sources.jar(temp.resolve("a.jar"), entries)));
  }

  @Test
  void aSpringBootJar() throws Throwable {
    Path inner = Sources.jar(temp.resolve("inner.jar"), Sources.entries("", library));
    Map<String, byte[]> entries = new TreeMap<>(Sources.entries("BOOT-INF/classes/", app));
    entries.put("BOOT-INF/classes/app/text.txt", Sources.text("hello"));
    entries.put("BOOT-INF/lib/inner.jar", Files.readAllBytes(inner));
    entries.put("BOOT-INF/classpath.idx", Sources.text("- \"BOOT-INF/lib/inner.jar\"\n"));
    Path fat = Sources.jar(temp.resolve("fat.jar"), entries);
    try (Program program = run(Requests.of("app.App").classPath(fat));
        InputStream in = program.loader().getResourceAsStream("app/text.txt")) {
      assertThat(in).hasContent("hello");
    }
  }

  @Test
  void aWebArchive() throws Throwable {
    Path inner = Sources.jar(temp.resolve("inner.jar"), Sources.entries("", library));
    Map<String, byte[]> entries = new TreeMap<>(Sources.entries("WEB-INF/classes/", app));
    entries.put("WEB-INF/lib-provided/inner.jar", Files.readAllBytes(inner));
    run(Requests.of("app.App").classPath(Sources.jar(temp.resolve("fat.war"), entries)));
  }

  @Test
  void whatWasUnpackedIsGoneWhenClosed() throws Throwable {
    Path fat = Sources.jar(temp.resolve("fat.jar"), Sources.entries("BOOT-INF/classes/", both));
    Program program = run(Requests.of("app.App").classPath(fat));
    Path unpacked = Path.of(program.loader().getResource("app/App.class").toURI());
    assertThat(unpacked).exists();
    program.close();
    assertThat(unpacked.resolve("../../..")).doesNotExist();
  }

  @Test
  void aJarThatUnpacksElsewhereIsRefused() throws Throwable {
    Path fat =
        Sources.jar(
            temp.resolve("fat.jar"), Map.of("BOOT-INF/classes/../../../../out.txt", new byte[1]));
    assertThat(Requests.of("app.App").classPath(fat).problem()).contains("leads out of the jar");
  }

  @Test
  void classesInMemoryComeFirst() throws Throwable {
    Path old =
        Sources.directory(
            temp.resolve("classes"), Sources.compile(List.of(), "class A { int old; }"));
    var newer = Sources.compile(List.of(), "class A { int newer; static void main() { } }");
    byte[] bytes = newer.getOrDefault("A", new byte[0]);
    try (Program program = Requests.of("A").classPath(old).compiled(newer).load();
        InputStream in = program.loader().getResourceAsStream("A.class")) {
      assertThat(program.loader().loadClass("A").getDeclaredFields())
          .extracting("name")
          .containsExactly("newer");
      assertThat(in.readAllBytes()).isEqualTo(bytes);
      assertThat(program.loader().getResource("A.class").openConnection().getContentLengthLong())
          .isEqualTo(bytes.length);
    }
  }

  @Test
  void assertionsAreOn() {
    var classes = Sources.compile(List.of(), "class A { static void main() { assert false; } }");
    try (Program program = Requests.of("A").compiled(classes).load()) {
      assertThatThrownBy(() -> program.targets().getFirst().run())
          .isExactlyInstanceOf(AssertionError.class);
    }
  }

  @Test
  void theCheckerIsOutOfSightAndTheJdkIsNot() throws Throwable {
    var classes = Sources.compile(List.of(), "class A { static void main() { } }");
    try (Program program = Requests.of("A").compiled(classes).load()) {
      ClassLoader loader = program.loader();
      assertThatThrownBy(() -> loader.loadClass(Program.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("org.junit.jupiter.api.Test"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
      assertThat(loader.loadClass("com.sun.source.util.JavacTask")).isNotNull();
      assertThat(loader.loadClass("A").getModule().isNamed()).isFalse();
    }
  }

  @Test
  void aProgramThatHasTheCheckerSeesTheOneThatRunsIt() throws Throwable {
    var classes = Sources.compile(List.of(), "class A { static void main() { } }");
    Path engine = Path.of("target/classes").toAbsolutePath();
    try (Program program = Requests.of("A").compiled(classes).classPath(engine).load()) {
      assertThat(program.loader().loadClass(Program.class.getName())).isSameAs(Program.class);
    }
  }

  private static Program run(Requests request) throws Throwable {
    Program program = request.load();
    program.targets().getFirst().run();
    Class<?> lib = program.loader().loadClass("lib.Lib");
    assertThat(lib.getField("n").get(null)).isEqualTo(1);
    return program;
  }
}
