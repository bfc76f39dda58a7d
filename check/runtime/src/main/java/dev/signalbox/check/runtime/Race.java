package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Two accesses to the same variable by different threads, at least one of them a write, that
 * nothing orders (JLS 17.4.5).
 */
public final class Race {
  /** The object with the field, the array or the collection; null for a static field. */
  public final @Nullable Object owner;

  /** The index, if it is an array; of a field its number. */
  public final int place;

  /** The one that came first in this execution. */
  public final Access first;

  public final Access second;

  /** What one of the two threads did. */
  public static final class Access {
    public final int task;
    public final int site;
    public final boolean writes;

    /** Where the thread was; null if the execution was not traced. */
    public final @Nullable Throwable stack;

    Access(int task, int site, boolean writes, @Nullable Throwable stack) {
      this.task = task;
      this.site = site;
      this.writes = writes;
      this.stack = stack;
    }

    private String place() {
      Sites.Site s = Sites.get(site);
      String where = s.className().concat(".").concat(s.method()).concat(":");
      return where.concat(Integer.toString(s.line()));
    }
  }

  Race(@Nullable Object owner, int place, Access first, Access second) {
    this.owner = owner;
    this.place = place;
    this.first = first;
    this.second = second;
  }

  /**
   * The field, {@code NAME[]} for an array, or the class of the collection: the same in each
   * execution and in each JVM, whichever thread comes first.
   */
  public String variable() {
    Object o = owner;
    if (o != null && o.getClass().isArray()) {
      String name = name(Sites.get(first.site), Sites.get(second.site));
      return name.isEmpty() ? typeName(o.getClass()) : name.concat("[]");
    }
    return place > 0 || o == null ? Sites.field(place) : typeName(o.getClass());
  }

  /** One place in the program may not tell what the source calls an array. */
  private static String name(Sites.Site a, Sites.Site b) {
    String one = isElement(a) ? a.member() : "";
    String other = isElement(b) ? b.member() : "";
    return one.isEmpty() ? other : other.isEmpty() ? one : min(one, other);
  }

  /** The variable and both places in the program. */
  public String key() {
    String a = first.place();
    String b = second.place();
    String lower = min(a, b);
    return variable().concat(": ").concat(lower).concat(", ").concat(lower.equals(a) ? b : a);
  }

  private static boolean isElement(Sites.Site s) {
    return s.kind() == Sites.ARRAY_READ || s.kind() == Sites.ARRAY_WRITE;
  }

  private static String min(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static String typeName(Class<?> c) {
    Class<?> component = c.getComponentType();
    if (component != null) {
      return typeName(component).concat("[]");
    }
    return c.getName().substring(c.getName().lastIndexOf('.') + 1);
  }
}
