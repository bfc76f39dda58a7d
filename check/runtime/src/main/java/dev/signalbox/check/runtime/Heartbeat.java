package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** For a watchdog: racy reads, good enough to tell a standstill. */
public final class Heartbeat {
  public static final long NO_EXECUTION = -1;

  static long executions;

  private Heartbeat() {}

  /** Changes as long as the program makes progress. */
  public static long count() {
    Execution e = Execution.current;
    return e == null ? NO_EXECUTION : (executions << 32) + e.steps() + (e.running == null ? 0 : 1);
  }

  /** The name of the controlled thread that runs now. */
  public static String runningThread() {
    Execution e = Execution.current;
    Task t = e == null ? null : e.running;
    return t == null ? "?" : t.thread.getName();
  }

  /** The JVM's thread on which the program runs now, or null if it is the checker's own. */
  public static @Nullable Thread runningOn() {
    Execution e = Execution.current;
    return e == null ? null : e.backend.running(e);
  }
}
