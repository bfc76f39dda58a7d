package dev.signalbox.check.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Measures, shortens and wraps text in columns of a terminal. */
final class Typeset {
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

  /** Ranges of characters that take two columns: East Asian wide forms and emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
  };

  /** After these a long word may be broken. */
  private static final String BREAKS = ".,(/:=#$";

  private Typeset() {}

  /** {@code text} on one line, harmless to a terminal: the program's values may hold anything. */
  static String clean(String text) {
    if (text.codePoints().noneMatch(Typeset::unprintable)) {
      return text;
    }
    StringBuilder b = new StringBuilder();
    ANSI.matcher(text).replaceAll("").codePoints().forEach(c -> appendClean(b, c));
    return b.toString();
  }

  private static void appendClean(StringBuilder b, int c) {
    switch (c) {
      case '\t' -> b.append(' ');
      case '\n' -> b.append("\\n");
      case '\r' -> b.append("\\r");
      default -> {
        if (unprintable(c)) {
          b.append(String.format(c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
        } else {
          b.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean unprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** How many columns {@code text} takes. */
  static int width(String text) {
    return text.codePoints().map(Typeset::width).sum();
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  /** {@code text}, its end replaced with … if it is longer than {@code width}. */
  static String shorten(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    return text.substring(0, fitting(text, 0, width - 1)).stripTrailing() + "…";
  }

  /** {@code text}, its start replaced with … if it is longer than {@code width}. */
  static String shortenStart(String text, int width) {
    int start = 0;
    while (width(text.substring(start)) > (start == 0 ? width : width - 1)) {
      start = text.offsetByCodePoints(start, 1);
    }
    return start == 0 ? text : "…" + text.substring(start);
  }

  /** {@code text}, its middle replaced with … if it is longer than {@code width}. */
  static String shortenMiddle(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int end = fitting(text, 0, width / 2);
    return text.substring(0, end) + shortenStart(text.substring(end), width - width / 2);
  }

  /** Where the part of {@code text} ends that starts at {@code from} and takes {@code width}. */
  private static int fitting(String text, int from, int width) {
    int used = 0;
    int end = from;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      used += width(c);
      if (used > width) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** The lines of {@code text}, broken at spaces where it can be; never empty. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (width(text.substring(from)) > width) {
      int end = Math.max(fitting(text, from, width), text.offsetByCodePoints(from, 1));
      int space = text.lastIndexOf(' ', end);
      int cut = space > from ? space : wordBreak(text, from, end);
      lines.add(text.substring(from, cut).stripTrailing());
      from = cut;
      while (from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
    }
    if (lines.isEmpty() || from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /** The best place to break a word that is too long: after a dot or the like, if there is one. */
  private static int wordBreak(String text, int from, int end) {
    for (int i = end; i > from + 1; i--) {
      if (BREAKS.indexOf(text.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    return end;
  }

  /**
   * {@code text} made clean and wrapped, its first line after {@code first}, all others after
   * {@code next}.
   */
  static List<String> block(String first, String next, String text, int width) {
    int room = Math.max(10, width - Math.max(width(first), width(next)));
    List<String> lines = new ArrayList<>();
    for (String line : text.isBlank() ? List.of("") : text.strip().lines().toList()) {
      for (String part : wrap(clean(line.replace("\t", "    ").stripTrailing()), room)) {
        lines.add(((lines.isEmpty() ? first : next) + part).stripTrailing());
      }
    }
    return lines;
  }
}
