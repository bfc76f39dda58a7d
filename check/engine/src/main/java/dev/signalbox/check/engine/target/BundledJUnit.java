package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/** A JUnit that travels in this jar as resources, for programs that come without all of it. */
enum BundledJUnit {
  JUNIT_5("/junit/5"),
  JUNIT_6("/junit/6");

  private static final String OPENTEST4J = "opentest4j";

  private final String folder;

  BundledJUnit(String folder) {
    this.folder = folder;
  }

  JUnitVersion version() {
    String file = folder + "/" + JUnitJar.JUPITER_API.artifact + ".jar";
    try (InputStream in = BundledJUnit.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new CannotCheckException("signalbox is built without " + file);
      }
      return JUnitVersion.parse(version(in), JUnitJar.JUPITER_API)
          .orElseThrow(() -> new CannotCheckException(file + " of signalbox has no version"));
    } catch (IOException e) {
      throw new CannotCheckException("signalbox cannot read its own " + file + ": " + e);
    }
  }

  private static String version(InputStream jar) throws IOException {
    try (JarInputStream in = new JarInputStream(jar, false)) {
      Manifest manifest = in.getManifest();
      String version =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "" : version;
    }
  }

  List<Path> unpack(Collection<JUnitJar> jars, TempFolder temp) {
    List<String> artifacts = new ArrayList<>();
    jars.forEach(j -> artifacts.add(j.artifact));
    artifacts.add(OPENTEST4J);
    try {
      Path target = temp.newFolder();
      List<Path> files = new ArrayList<>();
      for (String artifact : artifacts) {
        String name = artifact + ".jar";
        try (InputStream in = BundledJUnit.class.getResourceAsStream(folder + "/" + name)) {
          if (in == null) {
            throw new CannotCheckException("signalbox is built without " + folder + "/" + name);
          }
          files.add(temp.write(target, name, in));
        }
      }
      return files;
    } catch (IOException e) {
      throw new CannotCheckException("JUnit cannot be unpacked: " + e);
    }
  }
}
