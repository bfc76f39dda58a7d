package dev.signalbox.check.engine.target;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * As {@link Program#digest()}, for code on the class path of this JVM: the directories there, and
 * where the class to check is.
 */
public final class ClassPathDigest {
  private ClassPathDigest() {}

  public static String of(String className, ClassLoader loader) {
    Set<Path> roots = new LinkedHashSet<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .map(Path::toAbsolutePath)
        .filter(Files::isDirectory)
        .forEach(roots::add);
    try {
      CodeSource source =
          Class.forName(className, false, loader).getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        roots.add(Path.of(source.getLocation().toURI()).toAbsolutePath());
      }
    } catch (ClassNotFoundException | URISyntaxException | IllegalArgumentException e) {
      // A class made at run time is in no file.
    }
    ProgramDigest digest = new ProgramDigest();
    roots.forEach(digest::addRoot);
    return digest.hex();
  }
}
