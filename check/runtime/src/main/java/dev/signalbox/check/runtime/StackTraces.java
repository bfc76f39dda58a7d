package dev.signalbox.check.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces as the program would see them without the checker: from what blocks, down to the
 * thread's {@code run} or the program's {@code main}.
 */
public final class StackTraces {
  private static final String RUNTIME = "dev.signalbox.check.runtime.";
  private static final String ENGINE = "dev.signalbox.check.engine.";
  private static final String START = Body.class.getName();

  private StackTraces() {}

  /** In place of {@code Thread.getStackTrace}, or null for a thread to which nothing applies. */
  public static StackTraceElement @Nullable [] of(Thread thread) {
    Task me = Execution.me();
    Task t = Task.of(thread);
    if (me == null || t == null || t == me) {
      return null;
    }
    return t.started && JdkHooks.alive(thread) > 0
        ? trim(t.getStackTrace())
        : new StackTraceElement[0];
  }

  /** Of a thread that waits somewhere in the runtime: from there down. */
  static StackTraceElement[] waiting(StackTraceElement @Nullable [] trace) {
    int i = 0;
    while (trace != null && i < trace.length && !trace[i].getClassName().startsWith(RUNTIME)) {
      i++;
    }
    return trace == null ? new StackTraceElement[0] : Arrays.copyOfRange(trace, i, trace.length);
  }

  /** Whether the caller was called by native code: could not be unmounted from its thread. */
  static boolean heldByNativeFrames() {
    StackTraceElement[] trace = new Throwable().getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      if (trace[i].isNativeMethod() || trace[i].getMethodName().equals("<clinit>")) {
        return true;
      }
    }
    return false;
  }

  /** Without the frames of the checker above and below those of the program. */
  public static StackTraceElement[] trim(StackTraceElement[] trace) {
    int end = 0;
    while (end < trace.length && !trace[end].getClassName().equals(START)) {
      end++;
    }
    if (end == trace.length) {
      return trace;
    }
    while (end > 0 && trace[end - 1].getClassName().startsWith(ENGINE)) {
      end--;
    }
    int start = 0;
    while (start < end && trace[start].getClassName().startsWith(RUNTIME)) {
      start++;
    }
    return Arrays.copyOfRange(trace, start, end);
  }
}
