package dev.signalbox.check.runtime;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Finds a cycle of threads that wait for each other and that nothing can break: every edge an
 * exclusive resource, without timeout and without interruption. Such a deadlock is final even while
 * other threads go on.
 */
public final class WaitCycle {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long OWNER =
      UNSAFE.objectFieldOffset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");

  private WaitCycle() {}

  static boolean closedBy(Task t) {
    Task at = holder(t);
    // At most one hop a task: a cycle that t only leads to was looked at when it closed.
    for (int hops = t.execution.taskCount(); at != null && hops > 0; hops--) {
      if (at == t) {
        return isFinal(t);
      }
      if (at.isRunnable() || at.wakeAt >= 0) {
        return false;
      }
      at = holder(at);
    }
    return false;
  }

  /** Who holds what {@code t} is blocked on, if one thread does. */
  public static @Nullable Task holder(Task t) {
    Object on = t.on;
    switch (t.how) {
      case Task.MONITOR:
        return on instanceof Monitor m ? m.owner : null;
      case Task.JOIN:
        return on instanceof Thread thread ? t.execution.threads.of(thread) : null;
      case Task.CLASS_INIT:
        return on instanceof ClassStates.State s ? s.initializer : null;
      case Task.PARK:
        Thread owner = owner(on);
        return owner == null ? null : t.execution.threads.of(owner);
      default:
        return null;
    }
  }

  /** The thread that owns a lock of java.util.concurrent exclusively, or null. */
  public static @Nullable Thread owner(@Nullable Object synchronizer) {
    return synchronizer instanceof AbstractOwnableSynchronizer
        ? (Thread) UNSAFE.getReference(synchronizer, OWNER)
        : null;
  }

  /** The object that {@code t} is parked on, as it told {@link LockSupport}. */
  static @Nullable Object blocker(Task t) {
    return LockSupport.getBlocker(t.thread);
  }

  private static boolean isFinal(Task start) {
    Task t = start;
    do {
      if (t.how == Task.JOIN || (t.how == Task.PARK && interruptible(t))) {
        return false;
      }
      Task h = holder(t);
      if (h == null) {
        return false;
      }
      t = h;
    } while (t != start);
    return true;
  }

  /**
   * Whether it waits in {@code lockInterruptibly} or the like, by the frames of the JDK, unless the
   * program's call tells.
   */
  private static boolean interruptible(Task t) {
    if (Sites.get(t.site).member().endsWith(".lock")) {
      return false;
    }
    StackTraceElement[] stack =
        t == Execution.me() ? new Throwable().getStackTrace() : t.getStackTrace();
    for (StackTraceElement f : stack) {
      String c = f.getClassName();
      if (c.startsWith("java.")) {
        String m = f.getMethodName();
        if (m.endsWith("Interruptibly") || m.startsWith("try")) {
          return true;
        }
      } else if (!c.startsWith("jdk.internal.") && !c.startsWith("dev.signalbox.check.runtime.")) {
        return false;
      }
    }
    return false;
  }
}
