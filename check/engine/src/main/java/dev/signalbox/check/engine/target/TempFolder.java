package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A folder for jars that lie inside jars; made on first use, gone at exit or when closed. */
final class TempFolder implements AutoCloseable {
  private final Deque<Path> made = new ArrayDeque<>();
  private @Nullable Path root;

  /** Makes an empty folder in it. */
  Path newFolder() throws IOException {
    if (root == null) {
      root = Files.createTempDirectory("signalbox-");
      keepTrack(root);
    }
    Path folder = root.resolve(Integer.toString(made.size()));
    makeFolders(folder);
    return folder;
  }

  /**
   * Writes a file.
   *
   * @param name relative to {@code folder}, with {@code /}
   * @throws IOException also if {@code name} leads out of {@code folder}
   */
  Path write(Path folder, String name, InputStream bytes) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("an entry leads out of the jar: " + name);
    }
    makeFolders(file.getParent());
    Files.copy(bytes, file);
    keepTrack(file);
    return file;
  }

  private void makeFolders(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolders(folder.getParent());
      Files.createDirectory(folder);
      keepTrack(folder);
    }
  }

  private void keepTrack(Path path) {
    made.push(path);
    path.toFile().deleteOnExit();
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      Path path = made.pop();
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Still open: the JVM tries again when it exits.
        path.toFile().deleteOnExit();
      }
    }
    root = null;
  }
}
