package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where files about findings are written.
 *
 * @param folder a path relative to the current folder, as a rule
 * @param full whether the user asked for the whole report, or only replay files go there
 */
record ReportFolder(String folder, boolean full) {
  private static final String USUAL = ".signalbox";

  /**
   * @param option the folder the user named, if any
   * @throws CannotCheckException if that cannot be written to
   */
  static ReportFolder of(@Nullable String option) {
    if (option != null) {
      require(Path.of(option));
      return new ReportFolder(option, true);
    }
    Path usual = Path.of(USUAL);
    boolean writable = Files.isWritable(Files.exists(usual) ? usual : Path.of(""));
    return new ReportFolder(
        writable ? USUAL : Path.of(System.getProperty("java.io.tmpdir"), "signalbox").toString(),
        false);
  }

  private static void require(Path folder) {
    String reason;
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return;
      }
      reason = "no permission to write";
    } catch (FileAlreadyExistsException e) {
      reason = e.getFile() + " is a file";
    } catch (IOException e) {
      reason = e.getMessage();
    }
    throw new CannotCheckException("--report " + folder + " cannot be written to: " + reason);
  }
}
