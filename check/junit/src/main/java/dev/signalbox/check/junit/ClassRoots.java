package dev.signalbox.check.junit;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of this JVM come from, as a class path that loads them anew: folders and jars
 * of its class path and module path, in the order of search. Build tools and IDEs hide a long class
 * path in the manifest of an otherwise empty jar; what such a jar names takes its place.
 */
final class ClassRoots {
  /** A build tool may have these on no path that it tells. */
  private static final List<String> JUNIT =
      List.of(
          "org/junit/jupiter/api/Test.class",
          "org/junit/jupiter/engine/JupiterTestEngine.class",
          "org/junit/platform/engine/TestEngine.class",
          "org/junit/platform/launcher/Launcher.class");

  private final Set<Path> roots = new LinkedHashSet<>();
  private final Set<Path> seen = new LinkedHashSet<>();

  private ClassRoots() {}

  static List<String> of(Class<?> test) {
    ClassRoots found = new ClassRoots();
    // A module may be patched with its tests, which no property tells.
    found.addOrigin(test.getClassLoader(), test.getName().replace('.', '/') + ".class");
    for (String entry : paths("java.class.path")) {
      found.add(Path.of(entry));
    }
    for (String entry : paths("jdk.module.path")) {
      found.addModules(Path.of(entry));
    }
    for (String marker : JUNIT) {
      found.addOrigin(test.getClassLoader(), marker);
    }
    return found.roots.stream().map(Path::toString).toList();
  }

  private static String[] paths(String property) {
    String value = System.getProperty(property, "");
    return value.isEmpty() ? new String[0] : value.split(File.pathSeparator);
  }

  /** Nothing if it does not exist: the JVM passes over such entries too. */
  private void add(Path entry) {
    Path path = entry.toAbsolutePath().normalize();
    if (!Files.exists(path) || !seen.add(path)) {
      return;
    }
    if (Files.isDirectory(path)) {
      roots.add(path);
      return;
    }
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      List<Path> named = named(jar, path);
      if (named.isEmpty() || jar.stream().anyMatch(e -> e.getName().endsWith(".class"))) {
        roots.add(path);
      }
      named.forEach(this::add);
    } catch (IOException e) {
      // Not a jar, so there are no classes in it.
    }
  }

  /** A folder of the module path is a module, or it has modules in it. */
  private void addModules(Path entry) {
    if (!Files.isDirectory(entry) || Files.exists(entry.resolve("module-info.class"))) {
      add(entry);
      return;
    }
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(entry)) {
      modules.forEach(this::add);
    } catch (IOException e) {
      // The JVM has read it; if it is gone by now, a class will be missed and named.
    }
  }

  private static List<Path> named(JarFile jar, Path file) throws IOException {
    Manifest manifest = jar.getManifest();
    String classPath =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (classPath == null || classPath.isBlank()) {
      return List.of();
    }
    return List.of(classPath.strip().split("\\s+")).stream()
        .map(entry -> file.toUri().resolve(entry))
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of)
        .toList();
  }

  private void addOrigin(@Nullable ClassLoader loader, String resource) {
    URL url = loader == null ? null : loader.getResource(resource);
    Path origin = url == null ? null : origin(url, resource);
    if (origin != null) {
      add(origin);
    }
  }

  /** The folder or jar that has the resource; null if it is in neither. */
  private static @Nullable Path origin(URL url, String resource) {
    try {
      return switch (url.getProtocol()) {
        case "file" -> {
          String text = url.toString();
          yield Path.of(new URI(text.substring(0, text.length() - resource.length())));
        }
        case "jar" -> Path.of(((JarURLConnection) url.openConnection()).getJarFileURL().toURI());
        default -> null;
      };
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
