package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What the program's class path has of JUnit; looked at without loading a class. */
final class JUnitOnClassPath {
  private static final String JUNIT_4 = "org/junit/runner/Runner.class";

  /** New in the platform 6. */
  private static final String ONLY_IN_6 = "org/junit/platform/engine/CancellationToken.class";

  private final URLClassLoader classPath;
  private final Map<JUnitJar, URL> markers = new EnumMap<>(JUnitJar.class);

  JUnitOnClassPath(URLClassLoader classPath) {
    this.classPath = classPath;
    for (JUnitJar jar : JUnitJar.values()) {
      URL marker = classPath.findResource(jar.marker);
      if (marker != null) {
        markers.put(jar, marker);
      }
    }
  }

  boolean has(JUnitJar jar) {
    return markers.containsKey(jar);
  }

  boolean hasNothing() {
    return markers.isEmpty();
  }

  boolean hasJUnit4() {
    return classPath.findResource(JUNIT_4) != null;
  }

  /** That of Jupiter if it is there, otherwise that of the platform or of Vintage. */
  Optional<JUnitVersion> version() {
    for (JUnitJar jar : markers.keySet()) {
      Optional<JUnitVersion> version = version(jar);
      if (version.isPresent()) {
        return version;
      }
    }
    if (markers.isEmpty()) {
      return Optional.empty();
    }
    // Repacked into a jar of the user's: the manifest is not JUnit's.
    return Optional.of(
        classPath.findResource(ONLY_IN_6) != null
            ? new JUnitVersion(6, 0, 0, "6")
            : new JUnitVersion(5, 0, 0, "5"));
  }

  Optional<JUnitVersion> version(JUnitJar jar) {
    Path file = file(jar);
    if (file == null) {
      return Optional.empty();
    }
    try (JarFile open = new JarFile(file.toFile(), false)) {
      Manifest manifest = open.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String title = main.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
      String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return jar.artifact.equals(title) && version != null
          ? JUnitVersion.parse(version, jar)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A jar of the same JUnit from where the build tool keeps those on the class path. */
  Optional<Path> besides(JUnitJar wanted, JUnitVersion version) {
    for (JUnitJar known : markers.keySet()) {
      Path file = file(known);
      if (file != null) {
        Optional<Path> sibling = LocalRepository.sibling(file, known, wanted, version);
        if (sibling.isPresent()) {
          return sibling;
        }
      }
    }
    return Optional.empty();
  }

  /** The jar in which {@code jar}'s classes lie; null if they lie in a directory. */
  private @Nullable Path file(JUnitJar jar) {
    URL marker = markers.get(jar);
    if (marker == null || !marker.getProtocol().equals("jar")) {
      return null;
    }
    try {
      URL file = ((JarURLConnection) marker.openConnection()).getJarFileURL();
      return Path.of(new URI(file.toString()));
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
