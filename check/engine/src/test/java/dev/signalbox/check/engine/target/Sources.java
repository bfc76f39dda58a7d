package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Programs for the tests, compiled on the fly into memory, directories and jars. */
final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

  private Sources() {}

  /** Class files by binary name. */
  static Map<String, byte[]> compile(List<Path> classPath, String... sources) {
    Map<String, ByteArrayOutputStream> out = new LinkedHashMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(file(source));
    }
    String path =
        classPath.stream()
            .map(Path::toString)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      boolean fine =
          compiler
              .getTask(
                  messages,
                  new Memory(standard, out),
                  null,
                  List.of("-cp", path, "-proc:none", "-Xlint:none"),
                  null,
                  files)
              .call();
      assertThat(fine).as(messages.toString()).isTrue();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  static Path directory(Path directory, Map<String, byte[]> classes) throws IOException {
    for (Map.Entry<String, byte[]> c : classes.entrySet()) {
      Path file = directory.resolve(c.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, c.getValue());
    }
    return directory;
  }

  /** Entries by name, as resources of a jar. */
  static Path jar(Path jar, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        out.putNextEntry(new JarEntry(e.getKey()));
        out.write(e.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  /** As entries of a jar, below {@code folder}. */
  static Map<String, byte[]> entries(String folder, Map<String, byte[]> classes) {
    Map<String, byte[]> entries = new TreeMap<>();
    classes.forEach((name, b) -> entries.put(folder + name.replace('.', '/') + ".class", b));
    return entries;
  }

  static byte[] text(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static JavaFileObject file(String source) {
    Matcher type = TYPE.matcher(source);
    Matcher pack = PACKAGE.matcher(source);
    // A compact source file has no class of its own name.
    String name = source.startsWith("void main") || !type.find() ? "Compact" : type.group(1);
    String folder = pack.find() ? pack.group(1).replace('.', '/') + "/" : "";
    return new SimpleJavaFileObject(
        URI.create("string:///" + folder + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> out;

    Memory(JavaFileManager standard, Map<String, ByteArrayOutputStream> out) {
      super(standard);
      this.out = out;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          out.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
