package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** Hears every event of an execution; only set while a finding is being explained or replayed. */
public abstract class Tracer {
  public static final int READ = 0;
  public static final int WRITE = 1;
  public static final int ENTERED = 2;
  public static final int EXITED = 3;
  public static final int WAITS = 4;
  public static final int NOTIFIES = 5;
  public static final int CALL = 6;
  public static final int RETURNED = 7;
  public static final int STARTED = 8;
  public static final int ENDED = 9;
  public static final int SPURIOUS = 10;
  public static final int TIMED_OUT = 11;
  public static final int BLOCKED = 12;

  /** An operation whose order is recorded is called; see {@link Operations}. */
  public static final int OPERATION = 13;

  public static final int OUTCOME = 14;

  /**
   * @param what one of the constants
   * @param t the thread that does it
   * @param site the place in the program, or 0
   * @param subject the object: the field's owner, the array, the monitor, the receiver of a call
   * @param detail the array index, the returned value, the started thread, the operation
   */
  public abstract void event(
      int what, Task t, int site, @Nullable Object subject, @Nullable Object detail);
}
