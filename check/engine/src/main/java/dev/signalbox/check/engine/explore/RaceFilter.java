package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Race;
import dev.signalbox.check.runtime.Sites;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which data races are told.
 *
 * @param looks whether any are looked for
 * @param ignored fields whose races are not, as {@code com.acme.Cache.hash}; {@code *} stands for
 *     any characters
 */
public record RaceFilter(boolean looks, List<String> ignored) {
  public static final RaceFilter NONE = new RaceFilter(false, List.of());
  public static final RaceFilter ALL = new RaceFilter(true, List.of());

  boolean tells(Race race) {
    Sites.Site site = Sites.get(race.first.site);
    String name = race.variable();
    boolean field = !site.owner().isEmpty() && !site.owner().startsWith("java.");
    // An array or a collection goes by the class that uses it.
    String full =
        field
            ? site.owner() + name.substring(name.lastIndexOf('.'))
            : site.className() + "." + name;
    return ignored.stream().noneMatch(p -> matches(p, full));
  }

  private static boolean matches(String pattern, String field) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), field);
  }
}
