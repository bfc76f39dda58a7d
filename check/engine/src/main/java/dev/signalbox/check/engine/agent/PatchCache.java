package dev.signalbox.check.engine.agent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the patched classes of the JDK between runs, in the user's cache folder: one file for each
 * JVM version and build of the agent. A cache that cannot be read or written costs time, nothing
 * else.
 */
final class PatchCache {
  private static final int MAGIC = 0x5163_0001;
  private static final String SUFFIX = ".jdk";
  private static final int DAYS_KEPT = 30;
  private final Path folder;
  private final String name;

  private PatchCache(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  static PatchCache open() throws IOException {
    String jar = Agent.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Path file = Path.of(jar);
    String key = System.getProperty("java.vm.version") + "-" + Long.toHexString(stamp(file));
    return new PatchCache(usersFolder(), key.replaceAll("[^A-Za-z0-9.+-]", "_") + SUFFIX);
  }

  /**
   * Changes with each build of the agent: of its jar, or of its classes where they lie in a folder,
   * as in a build that tests itself.
   */
  private static long stamp(Path classes) throws IOException {
    if (!Files.isDirectory(classes)) {
      return stampOfFile(classes);
    }
    Path folder = classes.resolve(PatchCache.class.getPackageName().replace('.', '/'));
    long stamp = 1;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        stamp = stamp * 31 + stampOfFile(file);
      }
    }
    return stamp;
  }

  private static long stampOfFile(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file);
  }

  private static Path usersFolder() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "signalbox")
        : Path.of(xdg, "signalbox");
  }

  @Nullable Map<String, byte[]> read() {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return null;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != MAGIC) {
        return null;
      }
      int n = in.readInt();
      Map<String, byte[]> classes = new HashMap<>(n * 2);
      for (int i = 0; i < n; i++) {
        String name = in.readUTF();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        classes.put(name, bytes);
      }
      return in.readInt() == MAGIC ? classes : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Through a file of its own and a rename: another run may be reading. */
  void write(Map<String, byte[]> classes) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "patch", ".tmp");
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
        out.writeInt(MAGIC);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> c : classes.entrySet()) {
          out.writeUTF(c.getKey());
          out.writeInt(c.getValue().length);
          out.write(c.getValue());
        }
        out.writeInt(MAGIC);
      }
      removeOld();
      Files.move(
          fresh,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The next run patches anew.
    }
  }

  private void removeOld() throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(Duration.ofDays(DAYS_KEPT)));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(SUFFIX)).toList()) {
        if (Files.getLastModifiedTime(f).compareTo(limit) < 0) {
          Files.deleteIfExists(f);
        }
      }
    }
  }
}
