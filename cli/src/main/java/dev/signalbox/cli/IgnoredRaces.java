package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of fields whose data races are meant. */
final class IgnoredRaces {
  private static final Pattern FIELD = Pattern.compile("[\\p{javaJavaIdentifierPart}.*$]+");

  private IgnoredRaces() {}

  /**
   * The patterns in {@code file}; none if there is no file.
   *
   * @throws CannotCheckException if it cannot be read, or has a line that is no field
   */
  static List<String> read(@Nullable String file) {
    if (file == null) {
      return List.of();
    }
    try {
      List<String> fields =
          Files.readAllLines(Path.of(file)).stream()
              .map(line -> line.replaceAll("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .toList();
      for (String field : fields) {
        if (!FIELD.matcher(field).matches()) {
          throw new CannotCheckException(
              file + ": '" + field + "' is no field: write com.acme.Cache.hash, one a line");
        }
      }
      return fields;
    } catch (NoSuchFileException e) {
      throw new CannotCheckException("there is no file " + file + " (--ignore-races)");
    } catch (IOException e) {
      throw new CannotCheckException(file + " cannot be read: " + e.getMessage());
    }
  }
}
