package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Hears what the steps of an execution touch. A step is what a thread does from one scheduling
 * point to the next; an early or spurious wake-up is a step of its own. Only set by a search that
 * has to know which steps depend on each other.
 */
public abstract class Footprints {
  /** Commutes with other reads. */
  public static final int READ = 0;

  public static final int WRITE = 1;

  /**
   * Comes before what others do with it later, but could not have come after: the release of a
   * monitor, the end of a thread that another joins.
   */
  public static final int RELEASE = 2;

  // Parts of an object beside its fields (by location, above 0) and elements (by index).

  /** All that the methods of an object of the JDK touch; of a thread: that it has ended. */
  public static final int STATE = -1;

  public static final int MONITOR = -2;

  /** Whether a thread is alive. */
  public static final int ALIVE = -3;

  /** Whether a thread has been started. */
  public static final int STARTED = -5;

  /** What {@code LockSupport.unpark} gives a thread. */
  public static final int PERMIT = -4;

  /** The step of {@code t} begins. */
  public abstract void begins(Execution e, Task t);

  /**
   * The step at hand touches a part of an object.
   *
   * @param object null for static fields
   */
  public abstract void touches(@Nullable Object object, int part, int how);

  /** The step at hand may touch anything. */
  public abstract void touchesAll();

  /** The step at hand makes {@code t} runnable. */
  public abstract void wakes(Task t);

  /** No thread can go on, and time passes. */
  public abstract void idles();

  /** {@code t} calls the JDK. */
  public abstract void calls(Task t, @Nullable Object receiver, int site);

  /** That call has returned; one that throws is not told of. */
  public abstract void returned(Task t, int site);

  /** Switching was not possible although several threads could go on. */
  public abstract void unswitchable(Task t);
}
