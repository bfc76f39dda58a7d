package dev.signalbox.check.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected reports in files of {@code src/test/resources/report}. {@code -Dgolden.update=true}
 * writes them anew: look at the difference before you keep it.
 */
final class Golden {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "report");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = DIRECTORY.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, actual);
    } else if (!Files.exists(file)) {
      fail("there is no golden file " + file + "; -Dgolden.update=true writes it");
    }
    assertEquals(Files.readString(file), actual, () -> "differs from " + file);
  }
}
