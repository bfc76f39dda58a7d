package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Tells one build of a program from another: SHA-256 over the names and bytes of its classes. Jars
 * give their own checksums of the bytes, which are read far faster; time stamps do not count, nor
 * does what {@code @Check} says.
 */
final class ProgramDigest {
  private final MessageDigest digest;

  ProgramDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  ProgramDigest addCompiled(Map<String, byte[]> classes) {
    new TreeMap<>(classes).forEach(this::addClass);
    return this;
  }

  /** All classes in a directory or a jar. */
  ProgramDigest addRoot(Path root) {
    try {
      if (Files.isDirectory(root)) {
        addDirectory(root);
      } else {
        addJar(root);
      }
      return this;
    } catch (IOException e) {
      throw new CannotCheckException(root + " cannot be read: " + e.getMessage());
    }
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void addDirectory(Path root) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(root)) {
      classes = files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : classes) {
      addClass(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
  }

  private void addJar(Path jar) throws IOException {
    TreeMap<String, Long> checksums = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      file.stream()
          .filter(e -> e.getName().endsWith(".class"))
          .forEach(e -> checksums.put(e.getName(), checksum(e)));
    }
    checksums.forEach((name, sum) -> add(name, ByteBuffer.allocate(8).putLong(sum).array()));
  }

  private static long checksum(ZipEntry entry) {
    return entry.getCrc() << 32 | entry.getSize();
  }

  private void addClass(String name, byte[] bytes) {
    add(name, CheckAnnotation.removedFrom(bytes));
  }

  private void add(String name, byte[] bytes) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(8).putInt(key.length).putInt(bytes.length).array());
    digest.update(key);
    digest.update(bytes);
  }
}
