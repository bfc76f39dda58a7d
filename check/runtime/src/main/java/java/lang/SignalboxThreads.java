package java.lang;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.ThreadContainer;
import jdk.internal.vm.annotation.ChangesCurrentThread;
import jdk.internal.vm.annotation.DontInline;

/**
 * The members of {@link Thread} that only {@code java.lang} can reach. The one class of the checker
 * that has to live here.
 */
public final class SignalboxThreads {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long HOLDER = UNSAFE.objectFieldOffset(Thread.class, "holder");
  private static final long STATUS = statusOffset();

  private SignalboxThreads() {}

  private static long statusOffset() {
    try {
      return UNSAFE.objectFieldOffset(
          Class.forName("java.lang.Thread$FieldHolder", false, null)
              .getDeclaredField("threadStatus"));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Makes {@code carrier} answer as {@code thread}. Alone in its method: C2's intrinsic loses plain
   * stores that the same compiled method did before (seen in JDK 25.0.3).
   */
  @ChangesCurrentThread
  @DontInline
  public static void setCurrentThread(Thread carrier, Thread thread) {
    carrier.setCurrentThread(thread);
  }

  /** A thread that says it is virtual and can be run by any carrier. */
  public static Thread newVirtualThread(String name, int characteristics, Runnable task) {
    return new ThreadBuilders.BoundVirtualThread(name, characteristics, task);
  }

  public static boolean interrupted(Thread t) {
    return t.interrupted;
  }

  public static void setInterrupted(Thread t, boolean value) {
    t.interrupted = value;
  }

  /** The JVM TI status bits behind {@link Thread#getState()}; 0 is NEW, 2 is TERMINATED. */
  public static int status(Thread t) {
    Object holder = UNSAFE.getReference(t, HOLDER);
    return holder == null ? 0 : UNSAFE.getIntVolatile(holder, STATUS);
  }

  public static void setStatus(Thread t, int status) {
    UNSAFE.putIntVolatile(UNSAFE.getReference(t, HOLDER), STATUS, status);
  }

  /** Gives the exception to the handler that the program has set. */
  public static void dispatchUncaughtException(Thread t, Throwable e) {
    t.dispatchUncaughtException(e);
  }

  /** What {@code Thread.exit} does in a thread of the JVM. */
  public static void exit(Thread t) {
    ThreadContainer container = t.threadContainer();
    if (container != null) {
      container.remove(t);
    }
    t.clearReferences();
  }

  /** After {@link #exit}: a thread of the JVM leaves its container as it ends. */
  public static void leaveContainer(Thread t) {
    t.setThreadContainer(null);
  }

  /** Where a thread of the JVM is, other than the caller; null if it has ended. */
  public static StackTraceElement[] stackTrace(Thread t) {
    return t.asyncGetStackTrace();
  }
}
