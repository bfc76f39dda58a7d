package dev.signalbox.check;

import java.nio.file.Path;
import java.util.List;

/**
 * A check has found a bug. The message is the report: what happens, in which interleaving, and how
 * to see it again.
 */
public final class CheckFailedError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final List<String> replayFiles;

  CheckFailedError(String report, List<Path> replayFiles) {
    super(report);
    this.replayFiles = replayFiles.stream().map(Path::toString).toList();
  }

  /** One for each finding, for {@link CheckSettings#replay(Path)}; the main one first. */
  public List<Path> replayFiles() {
    return replayFiles.stream().map(Path::of).toList();
  }
}
