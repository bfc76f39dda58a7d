package dev.signalbox.check.engine.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The right-hand side of the lines of a section: the place, and the source line where there is
 * room.
 *
 * @param left columns for what stands at the left of it
 * @param place columns for {@code File.java:12}; 0 if no place is known
 * @param source columns for the source line; 0 if it is not shown
 * @param brief whether {@code :12} stands for the place and the source lines come elsewhere
 */
record Margin(
    int left, int place, int source, boolean brief, Map<Location, String> sources, Ink ink) {
  private static final int GAP = 2;
  private static final int WIDEST_PLACE = 32;
  private static final int LEAST_SOURCE = 20;

  /**
   * @param naturalLeft what the left side would take if there were room for all
   */
  static Margin of(
      int width,
      int naturalLeft,
      List<Location> places,
      boolean brief,
      Map<Location, String> sources,
      Ink ink) {
    int place = place(width, places, brief);
    int rest = width - gap(place);
    int left = Math.min(naturalLeft, rest);
    int widest =
        places.stream()
            .mapToInt(p -> Typeset.width(sources.getOrDefault(line(p), "")))
            .max()
            .orElse(0);
    int room = rest - left - GAP;
    boolean beside = !brief && room >= Math.min(widest, LEAST_SOURCE);
    int source = beside ? Math.min(widest, room) : 0;
    return new Margin(left, place, source, brief, sources, ink);
  }

  /** How many columns are left of {@code width} beside the places. */
  static int room(int width, List<Location> places, boolean brief) {
    return width - gap(place(width, places, brief));
  }

  private static int gap(int place) {
    return place == 0 ? 0 : place + GAP;
  }

  private static int place(int width, List<Location> places, boolean brief) {
    int widest =
        places.stream().mapToInt(p -> Typeset.width(brief ? brief(p) : text(p))).max().orElse(0);
    return Math.min(widest, Math.min(WIDEST_PLACE, width / 3));
  }

  static String text(Location place) {
    return Typeset.clean(place.fileAndLine());
  }

  private static String brief(Location place) {
    return ":" + place.line();
  }

  /** Whether {@code :12} is enough: all are in one file, and all of their lines are known. */
  static boolean canBeBrief(List<Location> places, Map<Location, String> sources) {
    return places.stream().allMatch(p -> sources.containsKey(line(p)))
        && places.stream().map(Location::file).distinct().count() == 1;
  }

  /** The text of each source line that the events know. */
  static Map<Location, String> sources(List<Event> events) {
    Map<Location, String> sources = new HashMap<>();
    for (Event e : events) {
      if (e.where() != null && !e.source().isBlank()) {
        sources.put(line(e.where()), Typeset.clean(e.source().strip()));
      }
    }
    return sources;
  }

  /** The source line at {@code place}; empty if it is not known. */
  String source(Location place) {
    return sources.getOrDefault(line(place), "");
  }

  /** Lambdas and their methods share lines. */
  private static Location line(Location place) {
    return new Location("", "", place.file(), place.line());
  }

  void put(Line line, @Nullable Location where) {
    if (where == null) {
      return;
    }
    line.to(left + GAP)
        .put(Typeset.shortenStart(brief ? brief(where) : text(where), place), ink::dim);
    if (source > 0) {
      line.to(left + GAP + place + GAP).put(Typeset.shorten(source(where), source));
    }
  }
}
