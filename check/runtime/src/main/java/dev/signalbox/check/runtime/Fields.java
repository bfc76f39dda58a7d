package dev.signalbox.check.runtime;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Which field of the program an offset in an object, or a {@link VarHandle}, stands for. */
final class Fields {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final int NO_FIELD = 0;

  // What was looked up before; few enough to be searched.
  private static Class<?>[] owners = new Class<?>[16];
  private static long[] offsets = new long[16];
  private static int[] locations = new int[16];
  private static int size;

  private Fields() {}

  /** The number of the field as {@link Sites} has it, or 0 if it is not one of the program. */
  static int location(Class<?> c, long offset, boolean isStatic) {
    for (int i = 0; i < size; i++) {
      if (owners[i] == c && offsets[i] == offset) {
        return locations[i];
      }
    }
    if (size == owners.length) {
      owners = Arrays.copyOf(owners, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
      locations = Arrays.copyOf(locations, size * 2);
    }
    int location = find(c, offset, isStatic);
    owners[size] = c;
    offsets[size] = offset;
    locations[size++] = location;
    return location;
  }

  /** The same for the field that {@code handle} accesses. */
  static int location(VarHandle handle) {
    Class<?> owner = (Class<?>) member(handle, "receiverType");
    boolean isStatic = owner == null;
    if (isStatic) {
      owner = (Class<?>) member(handle, "declaringClass");
    }
    Field offset = field(handle.getClass(), "fieldOffset");
    return owner == null || offset == null
        ? NO_FIELD
        : location(owner, UNSAFE.getLong(handle, UNSAFE.objectFieldOffset(offset)), isStatic);
  }

  private static @Nullable Object member(Object o, String name) {
    Field f = field(o.getClass(), name);
    return f == null ? null : UNSAFE.getReference(o, UNSAFE.objectFieldOffset(f));
  }

  private static @Nullable Field field(Class<?> c, String name) {
    for (Class<?> s = c; s != null; s = s.getSuperclass()) {
      Field[] fields = s.getDeclaredFields();
      for (int i = 0; i < fields.length; i++) {
        if (fields[i].getName().equals(name)) {
          return fields[i];
        }
      }
    }
    return null;
  }

  private static int find(Class<?> c, long offset, boolean isStatic) {
    for (Class<?> s = c; s != null && s.getClassLoader() != null; s = s.getSuperclass()) {
      Field[] fields = s.getDeclaredFields();
      for (int i = 0; i < fields.length; i++) {
        Field f = fields[i];
        if (Modifier.isStatic(f.getModifiers()) == isStatic
            && offset == (isStatic ? UNSAFE.staticFieldOffset(f) : UNSAFE.objectFieldOffset(f))) {
          return Sites.knownLocation(s.getName().replace('.', '/').concat(".").concat(f.getName()));
        }
      }
    }
    return NO_FIELD;
  }
}
