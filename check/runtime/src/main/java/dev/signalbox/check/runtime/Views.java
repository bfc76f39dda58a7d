package dev.signalbox.check.runtime;

import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Which object of the JDK a call works on: an iterator, a key set or a sublist works on the
 * collection behind it, a HashSet on its map.
 */
final class Views {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** How far a view can be from its collection: an iterator of a wrapper of a sublist of a view. */
  private static final int DEPTH = 8;

  private static final long ACCESS_ORDER =
      UNSAFE.objectFieldOffset(LinkedHashMap.class, "accessOrder");

  private static final long SAFE = -1;
  private static final long ITSELF = -2;

  /** Classes that threads must not share without synchronization. */
  private static final Class<?>[] COLLECTIONS = {
    java.util.ArrayList.class,
    java.util.LinkedList.class,
    java.util.ArrayDeque.class,
    java.util.PriorityQueue.class,
    HashMap.class,
    java.util.TreeMap.class,
    WeakHashMap.class,
    IdentityHashMap.class,
    java.util.EnumMap.class,
    java.util.EnumSet.class,
    BitSet.class,
    StringBuilder.class,
    java.text.Format.class,
    java.util.Calendar.class
  };

  /** How views call what they are a view of, tried in this order. */
  private static final String[] BEHIND = {"this$0", "root", "m", "map", "c", "list", "i"};

  private static Class<?>[] classes = new Class<?>[64];
  private static long[] offsets = new long[64];
  private static int size;

  private Views() {}

  /** The object that {@code o} is, or is a view of, if threads must not share it; or null. */
  static @Nullable Object unsafe(Object o) {
    Object at = o;
    for (int i = 0; i < DEPTH && at != null; i++) {
      long offset = offset(at.getClass());
      if (offset == ITSELF) {
        return at;
      }
      if (offset == SAFE) {
        return null;
      }
      at = UNSAFE.getReference(at, offset);
    }
    return null;
  }

  /** Whether a call that only asks changes the order of a map: LRU caches are made like that. */
  static boolean reordersOnGet(Object shared, int site) {
    return shared instanceof LinkedHashMap
        && UNSAFE.getBoolean(shared, ACCESS_ORDER)
        && Sites.get(site).member().contains(".get");
  }

  private static long offset(Class<?> c) {
    int i = slot(c);
    if (classes[i] == null) {
      if (++size * 2 > classes.length) {
        grow();
        i = slot(c);
      }
      offsets[i] = find(c);
      classes[i] = c;
    }
    return offsets[i];
  }

  private static int slot(Class<?> c) {
    int mask = classes.length - 1;
    int i = Determinism.identityHash(c) & mask;
    while (classes[i] != null && classes[i] != c) {
      i = i + 1 & mask;
    }
    return i;
  }

  private static void grow() {
    Class<?>[] oldClasses = classes;
    long[] oldOffsets = offsets;
    classes = new Class<?>[oldClasses.length * 2];
    offsets = new long[classes.length];
    for (int j = 0; j < oldClasses.length; j++) {
      Class<?> c = oldClasses[j];
      if (c != null) {
        int i = slot(c);
        classes[i] = c;
        offsets[i] = oldOffsets[j];
      }
    }
  }

  private static long find(Class<?> c) {
    for (Class<?> unsafe : COLLECTIONS) {
      if (unsafe.isAssignableFrom(c)) {
        return ITSELF;
      }
    }
    // What is synchronized is so by the caller's monitor or its own: calls inside of it are seen.
    if (!c.getName().startsWith("java.util.")
        || c.getName().startsWith("java.util.concurrent.")
        || c.getName().startsWith("java.util.Collections$Synchronized")) {
      return SAFE;
    }
    for (String name : BEHIND) {
      for (Class<?> s = c; s != null; s = s.getSuperclass()) {
        try {
          if (!s.getDeclaredField(name).getType().isPrimitive()) {
            return UNSAFE.objectFieldOffset(s, name);
          }
        } catch (NoSuchFieldException e) {
          // the next
        }
      }
    }
    return SAFE;
  }
}
