package dev.signalbox.check.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads what the field or array element of a site holds; finds each field once. */
final class FieldValues {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final @Nullable ClassLoader loader;

  // By site.
  private @Nullable Field[] fields = new Field[256];
  private @Nullable Object[] bases = new Object[256];
  private long[] offsets = new long[256];

  /**
   * @param loader of the program's classes
   */
  FieldValues(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  /** The value, primitive ones boxed; null also if it cannot be read. */
  @Nullable Object read(int site, @Nullable Object subject, @Nullable Object index) {
    if (index != null) {
      int i = (Integer) index;
      return subject != null && i >= 0 && i < Array.getLength(subject)
          ? Array.get(subject, i)
          : null;
    }
    if (site >= fields.length) {
      int length = Math.max(site + 1, fields.length * 2);
      fields = Arrays.copyOf(fields, length);
      bases = Arrays.copyOf(bases, length);
      offsets = Arrays.copyOf(offsets, length);
    }
    Field f = fields[site];
    if (f == null) {
      f = find(Sites.get(site), subject);
      if (f == null) {
        return null;
      }
      fields[site] = f;
      boolean isStatic = Modifier.isStatic(f.getModifiers());
      bases[site] = isStatic ? UNSAFE.staticFieldBase(f) : null;
      offsets[site] = isStatic ? UNSAFE.staticFieldOffset(f) : UNSAFE.objectFieldOffset(f);
    }
    Object base = subject == null ? bases[site] : subject;
    return base == null ? null : raw(f.getType(), base, offsets[site]);
  }

  private @Nullable Field find(Sites.Site site, @Nullable Object subject) {
    String name = site.member().substring(site.member().lastIndexOf('.') + 1);
    Class<?> c = subject != null ? subject.getClass() : byName(site.owner());
    for (; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(site.owner())) {
        for (Field f : c.getDeclaredFields()) {
          if (f.getName().equals(name)) {
            return f;
          }
        }
      }
    }
    return null;
  }

  private @Nullable Class<?> byName(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static @Nullable Object raw(Class<?> type, Object base, long offset) {
    if (!type.isPrimitive()) {
      return UNSAFE.getReference(base, offset);
    } else if (type == int.class) {
      return UNSAFE.getInt(base, offset);
    } else if (type == boolean.class) {
      return UNSAFE.getBoolean(base, offset);
    } else if (type == long.class) {
      return UNSAFE.getLong(base, offset);
    } else if (type == double.class) {
      return UNSAFE.getDouble(base, offset);
    } else if (type == float.class) {
      return UNSAFE.getFloat(base, offset);
    } else if (type == char.class) {
      return UNSAFE.getChar(base, offset);
    } else if (type == short.class) {
      return UNSAFE.getShort(base, offset);
    }
    return UNSAFE.getByte(base, offset);
  }
}
