package dev.signalbox.check.engine.liveness;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;
import jdk.internal.misc.Unsafe;

/** What the locks of java.util.concurrent, their conditions and their two sides have in common. */
final class Synchronizer {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final ClassValue<Optional<Field>> INSIDE =
      new ClassValue<>() {
        @Override
        protected Optional<Field> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private Synchronizer() {}

  /** The synchronizer that {@code o} is a part or a view of; {@code o} itself if it is of none. */
  static Object of(Object o) {
    if (o instanceof AbstractOwnableSynchronizer) {
      return o;
    }
    Optional<Field> f = INSIDE.get(o.getClass());
    if (f.isEmpty()) {
      return o;
    }
    Object inner = UNSAFE.getReference(o, UNSAFE.objectFieldOffset(f.get()));
    return inner == null ? o : inner;
  }

  private static Optional<Field> find(Class<?> type) {
    for (Class<?> c = type;
        c != null && c.getName().startsWith("java.util.concurrent.");
        c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (AbstractOwnableSynchronizer.class.isAssignableFrom(f.getType())
            && !Modifier.isStatic(f.getModifiers())) {
          return Optional.of(f);
        }
      }
    }
    return Optional.empty();
  }

  static boolean isLock(Object o) {
    return o instanceof Lock || o instanceof Semaphore || o instanceof StampedLock;
  }
}
