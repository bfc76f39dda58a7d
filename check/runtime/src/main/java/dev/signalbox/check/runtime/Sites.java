package dev.signalbox.check.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The places in the program where hooks were put, by number; 0 is "unknown". Grows as classes are
 * instrumented; read by reports and, for the location of a pending access, by strategies.
 */
public final class Sites {
  /**
   * A place: method and line, and what is done there.
   *
   * @param owner the class of the field or method that is used, by binary name
   * @param member what is used: {@code Owner.field}; for calls, what the receiver is called in the
   *     source, a NUL, and {@code Owner.method}; for monitors and arrays, what the source calls it
   */
  public record Site(
      String className,
      String method,
      String file,
      int line,
      int kind,
      String owner,
      String member) {}

  public static final int OTHER = 0;
  public static final int FIELD_READ = 1;
  public static final int FIELD_WRITE = 2;
  public static final int ARRAY_READ = 3;
  public static final int ARRAY_WRITE = 4;
  public static final int ENTER = 5;
  public static final int WAIT = 6;
  public static final int NOTIFY = 7;
  public static final int CALL = 8;

  /** A call of {@code LockSupport.park}, which the JDK lets return for no reason. */
  public static final int PARK = 9;

  /** {@code Thread.yield}, {@code onSpinWait}: the thread asks to let others go first. */
  public static final int YIELD = 10;

  /** A call that tries to get or change something, and says whether it could. */
  public static final int ATTEMPT = 11;

  /** A call into the JDK before which there is no scheduling point. */
  public static final int OUTSIDE = 12;

  // What a site does to the memory that threads share, JLS 17.4.2. A plain access only reads or
  // only writes; others order what was done before and after.
  public static final int NO_EFFECT = 0;
  public static final int READS = 1;
  public static final int WRITES = 2;

  /** Sees what was released there. */
  public static final int ACQUIRES = 4;

  /** Whoever acquires it later sees what came before; what others released there is gone. */
  public static final int RELEASES = 8;

  /** The same, but it adds to what others released there. */
  public static final int PUBLISHES = 16;

  /** By an opaque access: orders only together with a fence. */
  public static final int OPAQUE_READS = 32;

  public static final int OPAQUE_WRITES = 64;

  private static Site[] sites = {new Site("?", "?", "?", 0, OTHER, "", "")};
  private static int[] locations = {0};
  private static byte[] kinds = {OTHER};
  private static byte[] effects = {NO_EFFECT};
  private static int size = 1;

  /** By {@code owner.name}, the owner by its internal name. */
  private static final HashMap<String, Integer> LOCATIONS = new HashMap<>();

  private Sites() {}

  /**
   * @param location equal for sites that touch the same field
   * @param effect some of {@link #READS} to {@link #OPAQUE_WRITES}
   */
  public static synchronized int add(Site site, int location, int effect) {
    if (size == sites.length) {
      sites = Arrays.copyOf(sites, size * 2);
      locations = Arrays.copyOf(locations, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
      effects = Arrays.copyOf(effects, size * 2);
    }
    sites[size] = site;
    locations[size] = location;
    kinds[size] = (byte) site.kind;
    effects[size] = (byte) effect;
    return size++;
  }

  public static Site get(int id) {
    return sites[id];
  }

  static int kind(int id) {
    return kinds[id];
  }

  static int effect(int id) {
    return effects[id];
  }

  /** A number for a field, above 0. */
  public static synchronized int location(String ownerAndName) {
    Integer known = LOCATIONS.get(ownerAndName);
    if (known == null) {
      known = LOCATIONS.size() + 1;
      LOCATIONS.put(ownerAndName, known);
    }
    return known;
  }

  /** {@code Owner.name} of the field with that number, the owner without its package. */
  static synchronized String field(int location) {
    for (Map.Entry<String, Integer> e : LOCATIONS.entrySet()) {
      if (e.getValue() == location) {
        String name = e.getKey();
        int from = name.lastIndexOf('/') + 1;
        int nested = name.lastIndexOf('$', name.lastIndexOf('.')) + 1;
        return name.substring(Math.max(from, nested));
      }
    }
    return "?";
  }

  /** The number of a field that has one, or 0. */
  static synchronized int knownLocation(String ownerAndName) {
    Integer known = LOCATIONS.get(ownerAndName);
    return known == null ? 0 : known;
  }

  /** The field that a site touches; sites with different locations never conflict. */
  public static int location(int id) {
    return locations[id];
  }
}
