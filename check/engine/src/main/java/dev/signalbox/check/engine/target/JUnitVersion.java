package dev.signalbox.check.engine.target;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of JUnit. Until 5.14 the platform counted for itself: 1.14 belongs to Jupiter 5.14.
 *
 * @param major of Jupiter
 * @param text the whole, for Jupiter
 */
record JUnitVersion(int major, int minor, int patch, String text)
    implements Comparable<JUnitVersion> {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
  private static final Comparator<JUnitVersion> ORDER =
      Comparator.comparingInt(JUnitVersion::major)
          .thenComparingInt(JUnitVersion::minor)
          .thenComparingInt(JUnitVersion::patch);

  /**
   * @param text as in the manifest of {@code jar}
   */
  static Optional<JUnitVersion> parse(String text, JUnitJar jar) {
    Matcher m = NUMBERS.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    boolean ownCount = jar.ofPlatform() && m.group(1).equals("1");
    return Optional.of(
        new JUnitVersion(
            ownCount ? 5 : Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            m.group(3) == null ? 0 : Integer.parseInt(m.group(3)),
            ownCount ? "5" + text.substring(1) : text));
  }

  /** The version that {@code jar} has in this JUnit. */
  String of(JUnitJar jar) {
    return jar.ofPlatform() && major == 5 ? "1" + text.substring(1) : text;
  }

  @Override
  public int compareTo(JUnitVersion other) {
    return ORDER.compare(this, other);
  }
}
