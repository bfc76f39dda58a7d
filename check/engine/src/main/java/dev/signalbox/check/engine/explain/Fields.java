package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.Sites;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads the program's fields, by reflection. */
final class Fields {
  record Value(@Nullable Object value) {}

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final ClassLoader loader;
  private final Map<Class<?>, List<Field>> declared = new HashMap<>();
  private final Map<String, Optional<Class<?>>> classes = new HashMap<>();

  Fields(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The value that an access is about, or null if it cannot be read. Runs in the middle of an
   * execution, so it must not draw identity hash codes: no reflective access, no table of classes.
   *
   * @param detail the index, if it is an array's element
   */
  @Nullable Value read(int siteId, @Nullable Object subject, @Nullable Object detail) {
    if (detail instanceof Integer index) {
      return subject != null && index >= 0 && index < Array.getLength(subject)
          ? new Value(Array.get(subject, index))
          : null;
    }
    Sites.Site site = Sites.get(siteId);
    String name = site.member().substring(site.member().lastIndexOf('.') + 1);
    Class<?> c = subject != null ? subject.getClass() : find(site.owner()).orElse(null);
    for (; c != null; c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (f.getName().equals(name) && Modifier.isStatic(f.getModifiers()) == (subject == null)) {
          return subject == null
              ? raw(f.getType(), UNSAFE.staticFieldBase(f), UNSAFE.staticFieldOffset(f))
              : raw(f.getType(), subject, UNSAFE.objectFieldOffset(f));
        }
      }
    }
    return null;
  }

  private static Value raw(Class<?> type, Object base, long offset) {
    return new Value(
        switch (type.getName()) {
          case "boolean" -> UNSAFE.getBoolean(base, offset);
          case "byte" -> UNSAFE.getByte(base, offset);
          case "short" -> UNSAFE.getShort(base, offset);
          case "char" -> UNSAFE.getChar(base, offset);
          case "int" -> UNSAFE.getInt(base, offset);
          case "long" -> UNSAFE.getLong(base, offset);
          case "float" -> UNSAFE.getFloat(base, offset);
          case "double" -> UNSAFE.getDouble(base, offset);
          default -> UNSAFE.getReference(base, offset);
        });
  }

  @Nullable Value read(Field f, @Nullable Object subject) {
    try {
      return new Value(f.get(subject));
    } catch (IllegalAccessException | LinkageError e) {
      return null;
    }
  }

  Optional<Class<?>> find(String className) {
    return classes.computeIfAbsent(
        className,
        n -> {
          try {
            return Optional.of(Class.forName(n, false, loader));
          } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
          }
        });
  }

  /** The fields declared by {@code c} that can be read. */
  List<Field> of(Class<?> c) {
    return declared.computeIfAbsent(
        c,
        k -> {
          List<Field> readable = new ArrayList<>();
          try {
            for (Field f : k.getDeclaredFields()) {
              f.setAccessible(true);
              readable.add(f);
            }
          } catch (InaccessibleObjectException | LinkageError e) {
            return readable;
          }
          return readable;
        });
  }
}
