package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What the program's threads run on. It carries out the decisions of an {@link Execution} and takes
 * none itself, so an interleaving that was found on one backend can be replayed on the other.
 *
 * <p>All methods but {@link #runs} and {@link #leave} are called by the thread that runs alone: the
 * one under control that goes on, or, between executions, the checker's own.
 */
public abstract class Backend {
  private static @Nullable Backend chosen;

  Backend() {}

  /** For all executions to come: threads of the operating system, or continuations. */
  public static void use(boolean osThreads) {
    dropThreads();
    chosen = osThreads ? new OsThreads() : new Continuations();
  }

  public static boolean usesOsThreads() {
    return chosen() instanceof OsThreads;
  }

  static Backend chosen() {
    Backend b = chosen;
    if (b == null) {
      b = new Continuations();
      chosen = b;
    }
    return b;
  }

  /** Ends the threads that the last execution left behind. Until then it can be looked at. */
  public static void dropThreads() {
    Backend b = chosen;
    if (b != null) {
      b.drop();
    }
  }

  /** Runs an execution to its end; called by the checker's own thread. */
  abstract void drive(Execution e);

  /** The threads at hand stand still and are left to themselves. Called on any thread. */
  abstract void leave();

  /** A thread has been started, and will run {@code body} when it is chosen for the first time. */
  abstract void spawned(Task t, Body body);

  /**
   * Why {@code thread} cannot be controlled, or null if it can. If so, the JVM starts it unless
   * {@link #startsThreads()}.
   */
  abstract @Nullable String obstacle(Thread thread);

  /** Whether {@link #spawned} is all that it takes to start a thread. */
  abstract boolean startsThreads();

  /**
   * At the start of {@code run} of a thread.
   *
   * @return whether that has been run here, to its end
   */
  abstract boolean runs(Thread thread);

  /**
   * Lets another task go on in place of {@code t}, which could go on too, until {@code t} is chosen
   * again.
   *
   * @return false if {@code t} has to go on: native frames hold it
   */
  abstract boolean preempt(Execution e, Task t);

  /** Lets others go on until {@code t}, which is blocked, is chosen again. */
  abstract void block(Execution e, Task t);

  /** {@code t} does not go on; may return, and then it has to be unwound. */
  abstract void abandon(Execution e, Task t);

  /** Makes the JVM answer with that state. */
  abstract void showStatus(Thread thread, int status);

  /** Where a task is that does not run. */
  abstract StackTraceElement[] stackTrace(Task t);

  /** The JVM's thread on which the program runs now, or null if it is the checker's own. */
  abstract @Nullable Thread running(Execution e);

  abstract void drop();

  /** Whether {@code thread} is being dropped. */
  abstract boolean unwinds(Thread thread);

  /** A thread that has no task to run calls a hook: it must not, if it is being dropped. */
  abstract void refuse(Thread thread);
}
