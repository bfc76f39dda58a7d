package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Sites;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * What a person calls the objects of an execution: the static field that holds it, or else the
 * field or local variable that the program used, or else its class and a number. Never calls the
 * program's own {@code toString}.
 */
final class ObjectNames {
  private static final int LONGEST_STRING = 40;

  private final Fields fields;
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Object, Object> synchronizers = new IdentityHashMap<>();
  private final Set<Class<?>> scanned = new HashSet<>();

  private @Nullable Execution execution;

  ObjectNames(Fields fields) {
    this.fields = fields;
  }

  /** Whose threads they are, once it is over. */
  void execution(Execution over) {
    execution = over;
  }

  void saw(Object o, int siteId) {
    Sites.Site site = Sites.get(siteId);
    fields.find(site.className()).ifPresent(this::scanStatics);
    learnSynchronizers(o);
    String member = site.member();
    boolean namesSubject =
        site.kind() == Sites.ENTER
            || site.kind() == Sites.ARRAY_READ
            || site.kind() == Sites.ARRAY_WRITE;
    String name =
        namesSubject
            ? member
            : member.indexOf('\0') >= 0 ? member.substring(0, member.indexOf('\0')) : "";
    if (!name.isEmpty() && !name.equals("this") && !(o instanceof Class)) {
      names.putIfAbsent(o, name);
      if (name.endsWith("Lock()")) {
        names.putIfAbsent(synchronizer(o), name.substring(0, name.lastIndexOf('.')));
      }
    }
  }

  private void scanStatics(Class<?> c) {
    if (!scanned.add(c)) {
      return;
    }
    for (Field f : fields.of(c)) {
      if (Modifier.isStatic(f.getModifiers())
          && !f.getType().isPrimitive()
          && f.getType() != String.class
          && !f.isSynthetic()) {
        Fields.Value v = fields.read(f, null);
        if (v != null && v.value() != null) {
          names.putIfAbsent(v.value(), c.getSimpleName() + "." + f.getName());
        }
      }
    }
  }

  /** Remembers which object a synchronizer inside of the JDK belongs to. */
  private void learnSynchronizers(Object o) {
    if (!o.getClass().getName().startsWith("java.util.concurrent.")
        || synchronizers.containsKey(o)) {
      return;
    }
    if (o instanceof ReentrantReadWriteLock.ReadLock
        || o instanceof ReentrantReadWriteLock.WriteLock) {
      synchronizers.put(o, sharedPart(o)); // both work on the same object inside
    } else {
      synchronizers.put(o, o);
      learnInside(o, o, 3);
    }
  }

  private Object sharedPart(Object lock) {
    for (Field f : fields.of(lock.getClass())) {
      Fields.Value v = f.getName().equals("sync") ? fields.read(f, lock) : null;
      if (v != null && v.value() != null) {
        return synchronizer(v.value());
      }
    }
    return lock;
  }

  private void learnInside(Object o, Object owner, int depth) {
    for (Class<?> c = o.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field f : fields.of(c)) {
        if (Modifier.isStatic(f.getModifiers()) || f.getType().isPrimitive()) {
          continue;
        }
        Fields.Value v = fields.read(f, o);
        Object part = v == null ? null : v.value();
        if (part != null && isSynchronizer(part) && !synchronizers.containsKey(part)) {
          synchronizers.put(part, owner);
          if (depth > 0) {
            learnInside(part, owner, depth - 1);
          }
        }
      }
    }
  }

  private static boolean isSynchronizer(Object o) {
    return o instanceof java.util.concurrent.locks.AbstractOwnableSynchronizer
        || o instanceof java.util.concurrent.locks.Lock
        || o instanceof java.util.concurrent.locks.Condition
        || o instanceof java.util.concurrent.locks.ReadWriteLock;
  }

  /** The lock, queue, latch… that {@code part} belongs to, or {@code part} itself. */
  Object synchronizer(Object part) {
    return synchronizers.getOrDefault(part, part);
  }

  /** {@code ReentrantLock Bank.lock}. */
  String describe(Object o) {
    if (o instanceof Class<?> c) {
      return "class " + c.getSimpleName();
    }
    if (o instanceof Thread t) {
      return "thread " + ThreadNames.of(t, execution);
    }
    String name = names.get(o);
    String type = typeName(o);
    return name == null ? type + " " + numbered(o) : type + " " + name;
  }

  /** The name alone: {@code Bank.lock}, or {@code ReentrantLock#1}. */
  String name(Object o) {
    if (o instanceof Class<?> c) {
      return c.getSimpleName() + ".class";
    }
    if (o instanceof Thread t) {
      return ThreadNames.of(t, execution);
    }
    String name = names.get(o);
    return name == null ? typeName(o) + numbered(o) : name;
  }

  /** {@code Job#3 (priority = 9)}: with the values of its primitive fields. */
  String withFields(Object o) {
    StringBuilder text = new StringBuilder(name(o));
    String before = " (";
    for (Field f : fields.of(o.getClass())) {
      Fields.Value v =
          Modifier.isStatic(f.getModifiers()) || !f.getType().isPrimitive()
              ? null
              : fields.read(f, o);
      if (v != null) {
        text.append(before).append(f.getName()).append(" = ").append(value(v.value()));
        before = ", ";
      }
    }
    return before.equals(", ") ? text.append(')').toString() : text.toString();
  }

  private String numbered(Object o) {
    return "#" + numbers.computeIfAbsent(o, k -> counts.merge(typeName(k), 1, Integer::sum));
  }

  private static String typeName(Object o) {
    Class<?> c = o.getClass();
    String n = c.isArray() ? c.getComponentType().getSimpleName() + "[]" : c.getSimpleName();
    if (n.isEmpty() || c.isHidden()) {
      String full = c.getName();
      int end = full.indexOf("$$Lambda");
      return (end > 0 ? full.substring(full.lastIndexOf('.') + 1, end) + " lambda" : full);
    }
    return n;
  }

  boolean isNamed(Object o) {
    return o instanceof Class || names.containsKey(o);
  }

  /** A value as it is printed. */
  String value(@Nullable Object v) {
    return switch (v) {
      case null -> "null";
      case String s ->
          "\""
              + (s.length() > LONGEST_STRING ? s.substring(0, LONGEST_STRING - 1) + "…" : s)
                  .replace("\n", "\\n")
              + "\"";
      case Character c -> "'" + c + "'";
      case Number n when n.getClass().getName().startsWith("java.lang.") -> n.toString();
      case Boolean b -> b.toString();
      case Enum<?> e -> e.name();
      default -> name(v);
    };
  }
}
