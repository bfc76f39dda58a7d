package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository on disk from which a jar of JUnit on the class path was taken: Maven's, with
 * {@code org/junit/platform/ARTIFACT/VERSION/FILE}, or Gradle's, with {@code
 * org.junit.platform/ARTIFACT/VERSION/HASH/FILE}. Build tools run tests with the launcher, so it
 * usually lies there although it is not on the tests' class path.
 */
final class LocalRepository {
  private LocalRepository() {}

  /**
   * The jar {@code wanted} of the same JUnit as {@code file}.
   *
   * @param file where {@code known} was found
   */
  static Optional<Path> sibling(Path file, JUnitJar known, JUnitJar wanted, JUnitVersion version) {
    String name = wanted.artifact + "-" + version.of(wanted) + ".jar";
    Path maven =
        up(
            file.getParent(),
            Path.of(known.group.replace('.', '/'), known.artifact),
            version,
            known);
    if (maven != null) {
      Path jar =
          maven
              .resolve(wanted.group.replace('.', '/'))
              .resolve(wanted.artifact)
              .resolve(version.of(wanted))
              .resolve(name);
      return Optional.of(jar).filter(Files::isRegularFile);
    }
    Path hash = file.getParent();
    Path gradle =
        hash == null
            ? null
            : up(hash.getParent(), Path.of(known.group, known.artifact), version, known);
    return gradle == null
        ? Optional.empty()
        : inAnyHash(
            gradle.resolve(wanted.group).resolve(wanted.artifact).resolve(version.of(wanted)),
            name);
  }

  /** The root of a repository that has {@code folder} as {@code artifact/VERSION}. */
  private static @Nullable Path up(
      @Nullable Path folder, Path artifact, JUnitVersion version, JUnitJar known) {
    Path end = artifact.resolve(version.of(known));
    if (folder == null || !folder.endsWith(end)) {
      return null;
    }
    Path root = folder;
    for (int i = 0; i < end.getNameCount() && root != null; i++) {
      root = root.getParent();
    }
    return root;
  }

  private static Optional<Path> inAnyHash(Path version, String name) {
    try (DirectoryStream<Path> hashes = Files.newDirectoryStream(version)) {
      for (Path hash : hashes) {
        Path jar = hash.resolve(name);
        if (Files.isRegularFile(jar)) {
          return Optional.of(jar);
        }
      }
    } catch (IOException e) {
      // It is not there.
    }
    return Optional.empty();
  }
}
