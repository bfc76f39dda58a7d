package dev.signalbox.check.runtime;

import java.util.ArrayList;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * A controlled thread: a continuation that runs as its {@link Thread} while a carrier has it
 * mounted.
 *
 * <p>States: runnable (in {@link Execution#runnable}), blocked ({@link #how} is not {@link #NOT})
 * or finished. All fields are plain: only the thread that holds the {@link Carriers} token touches
 * them.
 */
public final class Task extends Continuation implements Comparable<Task> {
  /** How a task is blocked. */
  public static final int NOT = 0;

  public static final int MONITOR = 1;
  public static final int WAIT = 2;
  public static final int PARK = 3;
  public static final int JOIN = 4;
  public static final int SLEEP = 5;
  public static final int CLASS_INIT = 6;

  private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();
  private static final ContinuationScope SCOPE = new ContinuationScope("signalbox");

  public final Thread thread;
  public final int id;
  public final boolean daemon;
  final Execution execution;

  /** Index in {@link Execution#runnable}, or -1. */
  int index = -1;

  /** Decisions taken in this task's name; with the id, the address of a decision. */
  int decisions;

  /** By thread, up to which of its times this one has seen it; see {@link HappensBefore}. */
  int[] clock = HappensBefore.NOTHING;

  /** Its clock as it was released last, until it does or sees something more; or null. */
  int @Nullable [] released;

  /** Its clock at its last release fence, or null. */
  int @Nullable [] fenced;

  /** What it will have seen after its next acquire fence, or null. */
  int @Nullable [] unfenced;

  /** What those had seen who interrupted it. */
  int @Nullable [] interruptClock;

  // What it waits for.
  int how = NOT;
  @Nullable Object on;
  boolean permit;
  boolean timedOut;
  boolean notified;
  long wakeAt = -1;
  boolean mayWakeEarly;
  boolean spurious;
  @Nullable Monitor waitingIn;
  final ArrayList<Task> joiners = new ArrayList<>(1);
  long blockedAtStep;

  /** Above 0 inside a method of the JDK that holds a native monitor: no preemption. */
  int noPreempt;

  /** The objects with those monitors, innermost last. */
  final ArrayList<Object> inside = new ArrayList<>(0);

  /** Above 0 while the JVM links or loads something for it. */
  int linking;

  /** How many of them the model says it owns; only while it blocks in there. */
  int lent;

  /** Set by a call of {@code LockSupport.park} in the program: may wake up spuriously. */
  boolean parksItself;

  /** The OS thread that has this task's pinned frames, while it waits there. */
  @Nullable Thread pinnedOn;

  boolean started;

  // The access it is about to make, for strategies that look at conflicts, and for reports.
  public int site;
  public @Nullable Object subject;
  public boolean writes;

  /** The number of its last turn in the fair schedule. */
  long turn;

  /** Free for the strategy. */
  public long priority;

  /**
   * Reads of the clock since it last waited; a loop that polls the clock makes time pass faster.
   */
  int clockReads;

  Task(Execution execution, Thread thread, Runnable body, int id, boolean daemon) {
    super(SCOPE, body);
    this.execution = execution;
    this.thread = thread;
    this.id = id;
    this.daemon = daemon;
  }

  /** The task that runs {@code t}, or null for a thread that is not controlled. */
  public static @Nullable Task of(Thread t) {
    return LANG.getContinuation(t) instanceof Task task && task.thread == t ? task : null;
  }

  static void bind(Thread t, Task task) {
    LANG.setContinuation(t, task);
  }

  static Thread currentCarrier() {
    return LANG.currentCarrierThread();
  }

  /** Unmounts; false if native frames or the like hold it to its carrier. */
  static boolean unmount() {
    return Continuation.yield(SCOPE);
  }

  @Override
  protected void onPinned(Pinned reason) {
    // yield returns false; the caller decides.
  }

  public int decisions() {
    return decisions;
  }

  /** Whether its run method is through. */
  public boolean ended() {
    return (SignalboxThreads.status(thread) & 1) == 0;
  }

  public boolean isRunnable() {
    return index >= 0;
  }

  public int how() {
    return how;
  }

  /** The monitor, lock, thread or class that it waits for. */
  public @Nullable Object on() {
    return on;
  }

  public boolean waitsWithTimeout() {
    return wakeAt >= 0;
  }

  public long blockedAtStep() {
    return blockedAtStep;
  }

  /** By the time of the timer, then by age. */
  @Override
  public int compareTo(Task other) {
    return wakeAt != other.wakeAt ? Long.compare(wakeAt, other.wakeAt) : id - other.id;
  }
}
