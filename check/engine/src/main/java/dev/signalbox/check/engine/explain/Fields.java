package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.Sites;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the program's fields, by reflection. */
final class Fields {
  record Value(@Nullable Object value) {}

  private final ClassLoader loader;
  private final Map<Class<?>, List<Field>> declared = new HashMap<>();
  private final Map<String, Optional<Class<?>>> classes = new HashMap<>();

  Fields(ClassLoader loader) {
    this.loader = loader;
  }

  /** The value of the field that the site accesses, or null if it cannot be read. */
  @Nullable Value read(Sites.Site site, @Nullable Object subject) {
    String name = site.member().substring(site.member().lastIndexOf('.') + 1);
    Class<?> c = subject != null ? subject.getClass() : find(site.owner()).orElse(null);
    for (; c != null; c = c.getSuperclass()) {
      for (Field f : of(c)) {
        if (f.getName().equals(name) && Modifier.isStatic(f.getModifiers()) == (subject == null)) {
          return read(f, subject);
        }
      }
    }
    return null;
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
