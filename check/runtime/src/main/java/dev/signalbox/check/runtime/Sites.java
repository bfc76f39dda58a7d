package dev.signalbox.check.runtime;

import java.util.Arrays;

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

  private static Site[] sites = {new Site("?", "?", "?", 0, OTHER, "", "")};
  private static int[] locations = {0};
  private static byte[] kinds = {OTHER};
  private static int size = 1;

  private Sites() {}

  /**
   * @param location equal for sites that touch the same field
   */
  public static synchronized int add(Site site, int location) {
    if (size == sites.length) {
      sites = Arrays.copyOf(sites, size * 2);
      locations = Arrays.copyOf(locations, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
    }
    sites[size] = site;
    locations[size] = location;
    kinds[size] = (byte) site.kind;
    return size++;
  }

  public static Site get(int id) {
    return sites[id];
  }

  static int kind(int id) {
    return kinds[id];
  }

  /** The field that a site touches; sites with different locations never conflict. */
  public static int location(int id) {
    return locations[id];
  }
}
