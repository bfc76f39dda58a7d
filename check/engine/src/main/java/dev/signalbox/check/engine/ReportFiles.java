package dev.signalbox.check.engine;

import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.HtmlReport;
import dev.signalbox.check.engine.report.JsonReport;
import dev.signalbox.check.engine.report.SourceLines;
import dev.signalbox.check.engine.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole report, in the folder that the request names. */
final class ReportFiles {
  private ReportFiles() {}

  /**
   * @throws CannotCheckException if it cannot be written there
   */
  static void write(CheckRequest request, List<CheckResult> results) {
    Path folder = Path.of(request.reportDirectory());
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("report.txt"),
          new TextReport(TextReport.DEFAULT_WIDTH, false).render(results));
      Files.writeString(folder.resolve("report.json"), JsonReport.render(results));
      SourceLines sources = new SourceLines(request.sourcePath().stream().map(Path::of).toList());
      Files.writeString(folder.resolve("report.html"), new HtmlReport(sources).render(results));
    } catch (IOException e) {
      throw new CannotCheckException("the report cannot be written into " + folder + ": " + e);
    }
  }
}
