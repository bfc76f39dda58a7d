package dev.signalbox.cli;

import static javax.tools.StandardLocation.CLASS_OUTPUT;
import static javax.tools.StandardLocation.SOURCE_PATH;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.jspecify.annotations.Nullable;

/** Keeps the classes that javac writes, and has it compile for the class path. */
final class MemoryClasses extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  MemoryClasses(StandardJavaFileManager files) {
    super(files);
  }

  /** What has been written, by binary name. */
  Map<String, byte[]> classes() {
    return classes;
  }

  /**
   * Hides a {@code module-info} beside the program: the checker runs everything from the class
   * path, where a program reads all modules.
   */
  @Override
  public @Nullable JavaFileObject getJavaFileForInput(Location location, String name, Kind kind)
      throws IOException {
    return name.equals("module-info") && (location == SOURCE_PATH || location == CLASS_OUTPUT)
        ? null
        : super.getJavaFileForInput(location, name, kind);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String name, Kind kind, @Nullable FileObject sibling) {
    return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
      @Override
      public OutputStream openOutputStream() {
        return new ByteArrayOutputStream() {
          @Override
          public void close() {
            classes.put(name, toByteArray());
          }
        };
      }
    };
  }
}
