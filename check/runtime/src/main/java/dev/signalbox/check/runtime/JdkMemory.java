package dev.signalbox.check.runtime;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What java.util.concurrent calls before it touches its own volatile variables, so that the order
 * which it gives to its users is known exactly: by the accesses that give it.
 *
 * <p>All fields of an object of the JDK count as one variable: some are accessed now by name, now
 * by handle or offset. The elements of an array are variables of their own.
 */
public final class JdkMemory {
  private static final int ONE_VARIABLE = 0;
  private static final Object QUIET = new Object();

  /** Whether an execution looks for data races now. */
  static boolean looking;

  private JdkMemory() {}

  /** Before a volatile field of {@code o} is read. */
  public static void read(@Nullable Object o) {
    synchronize(o, ONE_VARIABLE, Sites.ACQUIRES);
  }

  /** Before a volatile field of {@code o} is written. */
  public static void write(@Nullable Object o) {
    synchronize(o, ONE_VARIABLE, Sites.PUBLISHES);
  }

  /** Before a VarHandle accesses a field of {@code o}. */
  public static void field(@Nullable Object o, int effect) {
    synchronize(o, ONE_VARIABLE, effect);
  }

  /** Before a VarHandle accesses an element. */
  public static void element(@Nullable Object array, int index, int effect) {
    synchronize(array, index, effect);
  }

  /** Before {@link Unsafe} accesses what is at {@code offset} of {@code o}. */
  public static void unsafe(@Nullable Object o, long offset, int effect) {
    if (!looking || o == null) {
      return;
    }
    Task me = Execution.me();
    if (me != null) {
      Class<?> c = o.getClass();
      int place = ONE_VARIABLE;
      if (c.isArray()) {
        place = (int) offset;
      } else if (c.getClassLoader() != null) {
        place = Fields.location(c, offset, false);
      }
      synchronize(o, place, effect);
    }
  }

  public static void fence(int effect) {
    Task me = Execution.me();
    Races races = me == null ? null : me.execution.races;
    if (me != null && races != null) {
      races.fence(me, effect);
    }
  }

  /** Before a synchronized wrapper calls its collection. */
  public static void use(@Nullable Object collection, int effect) {
    if (!looking || collection == null) {
      return;
    }
    Task me = Execution.me();
    Races races = me == null ? null : me.execution.races;
    if (me != null && races != null) {
      races.use(me, collection, me.site, effect);
    }
  }

  // ---- ForkJoinPool: its own variables are too many, and too often accessed

  /** A task is handed to the threads of a pool. */
  public static void handOver(@Nullable Object task) {
    synchronize(task, ONE_VARIABLE, Sites.PUBLISHES);
  }

  /** A thread begins with a task, or has seen that it is done. */
  public static void see(@Nullable Object task) {
    synchronize(task, ONE_VARIABLE, Sites.ACQUIRES);
  }

  public static void end() {
    synchronize(QUIET, ONE_VARIABLE, Sites.PUBLISHES);
  }

  /** A thread has seen that a pool has nothing to do any more. */
  public static void quiet() {
    synchronize(QUIET, ONE_VARIABLE, Sites.ACQUIRES);
  }

  private static void synchronize(@Nullable Object o, int place, int effect) {
    if (!looking || o == null) {
      return;
    }
    Task me = Execution.me();
    if (me != null && me.linking == 0) {
      Races races = me.execution.races;
      if (races != null) {
        races.synchronize(me, o, place, effect);
      }
    }
  }
}
