package dev.signalbox.cli;

import dev.signalbox.check.engine.CheckRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A distribution whose checker only pretends; see FakeCheckMain.java.txt for what it does when. */
final class FakeChecker {
  private static final String MAIN = "dev/signalbox/check/engine/CheckMain.class";

  private FakeChecker() {}

  /** Puts it into {@code folder}, and returns that. */
  static Path in(Path folder) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "dev.signalbox.check.engine.CheckMain");
    // Whatever else the command needs is in the real one.
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, locationOf(CheckRequest.class).toString());
    try (OutputStream file = Files.newOutputStream(lib.resolve("signalbox-check-engine.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      put(jar, MAIN, compiledMain());
    }
    return folder;
  }

  static CheckerJvm jvm(Path folder) {
    return new CheckerJvm(java(), folder, List.of());
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static byte[] compiledMain() throws IOException {
    byte[] source = resource(FakeChecker.class, "FakeCheckMain.java.txt");
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("fake:///CheckMain.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return new String(source, StandardCharsets.UTF_8);
          }
        };
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (MemoryClasses classes =
        new MemoryClasses(javac.getStandardFileManager(null, null, null))) {
      List<String> options =
          List.of("-proc:none", "-implicit:none", "-cp", System.getProperty("java.class.path"));
      if (!javac.getTask(null, classes, null, options, null, List.of(file)).call()) {
        throw new AssertionError("the fake checker does not compile");
      }
      return Objects.requireNonNull(classes.classes().get("dev.signalbox.check.engine.CheckMain"));
    }
  }

  private static byte[] resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Objects.requireNonNull(in).transferTo(bytes);
      return bytes.toByteArray();
    }
  }
}
