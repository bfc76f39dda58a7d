package dev.signalbox.check.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An interleaving in a file: lines {@code key = value}, keys may repeat. It names its target, so
 * that the file alone is enough to show the finding again.
 */
public final class ReplayFile {
  private static final String FIRST_LINE = "signalbox replay 1";

  public static final String TARGET = "target";
  public static final String CLASS = "class";
  public static final String METHOD = "method";
  public static final String ARGUMENT = "argument";
  public static final String CLASS_PATH = "class-path";

  /** What tells this program's classes from another version's. */
  public static final String PROGRAM = "program";

  public static final String JAVA = "java";
  public static final String KIND = "kind";
  public static final String CAUSE = "cause";

  /** Of the execution, not of the whole check. */
  public static final String SEED = "seed";

  /** {@code true} if data races were looked for: that is part of the execution. */
  public static final String RACES = "races";

  /** Both places of a data race. */
  public static final String RACE = "race";

  public static final String STRATEGY = "strategy";
  public static final String MAX_STEPS = "max-steps";

  /** {@code NUMBER:CHOICE} of each decision that is not the default one. */
  public static final String DECISION = "decision";

  /** One scheduling point each: thread and place, to tell where a replay diverges. */
  public static final String STEP = "step";

  private final Map<String, List<String>> values = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  public ReplayFile add(String key, String value) {
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    order.add(key + " = " + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
    return this;
  }

  /** The first value of {@code key}, or the empty string. */
  public String get(String key) {
    return values.getOrDefault(key, List.of("")).getFirst();
  }

  public List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /**
   * @throws CannotCheckException if there is no such file or it is no replay file
   */
  public static ReplayFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new CannotCheckException("there is no replay file " + file);
    } catch (IOException e) {
      throw new CannotCheckException(file + " cannot be read as a replay file: " + e.getMessage());
    }
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw new CannotCheckException(
          file
              + " is not a replay file of this version: it does not start with '"
              + FIRST_LINE
              + "'");
    }
    ReplayFile r = new ReplayFile();
    for (String line : lines.subList(1, lines.size())) {
      int eq = line.indexOf(" = ");
      if (eq < 0) {
        throw new CannotCheckException(file + " is damaged at: " + line);
      }
      r.add(line.substring(0, eq), unescape(line.substring(eq + 3)));
    }
    return r;
  }

  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(order);
    lines.addFirst(FIRST_LINE);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  private static String unescape(String s) {
    StringBuilder b = new StringBuilder(s.length());
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\\' && i + 1 < s.length()) {
        char d = s.charAt(++i);
        b.append(d == 'n' ? '\n' : d == 'r' ? '\r' : d);
      } else {
        b.append(c);
      }
    }
    return b.toString();
  }
}
