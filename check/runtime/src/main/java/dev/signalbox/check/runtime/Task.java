package dev.signalbox.check.runtime;

import java.util.ArrayList;
import jdk.internal.vm.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A controlled thread, whatever {@link Backend} it runs on.
 *
 * <p>States: runnable (in {@link RunnableTasks}), blocked ({@link #how} is not {@link #NOT}) or
 * finished. All fields are plain: only the thread that runs alone touches them.
 */
public final class Task implements Comparable<Task> {
  /** How a task is blocked. */
  public static final int NOT = 0;

  public static final int MONITOR = 1;
  public static final int WAIT = 2;
  public static final int PARK = 3;
  public static final int JOIN = 4;
  public static final int SLEEP = 5;
  public static final int CLASS_INIT = 6;

  public final Thread thread;
  public final int id;
  public final boolean daemon;
  final Execution execution;

  /** Index in {@link RunnableTasks}, or -1. */
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

  private final Backend backend;
  private int status;

  /** What it runs on, if that is a continuation. */
  @Nullable Continuation fiber;

  /** The OS thread that has this continuation's pinned frames, while it waits there. */
  @Nullable Thread pinnedOn;

  /** What it runs, if it runs on an OS thread of its own. */
  @Nullable Body body;

  /** Whether its OS thread has come to run it, and is through. */
  boolean begun;

  boolean gone;

  /** How often that thread called a hook although it was being dropped. */
  int refusals;

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

  Task(Execution execution, Thread thread, int id, boolean daemon) {
    this.execution = execution;
    this.thread = thread;
    this.id = id;
    this.daemon = daemon;
    this.backend = execution.backend;
  }

  /** The task that runs {@code t}, or null for a thread that is not controlled. */
  static @Nullable Task of(Thread t) {
    Execution e = Execution.current;
    return e == null ? null : e.threads.of(t);
  }

  /** As {@link Thread#getState()} reads it, in bits of JVM TI. */
  int status() {
    return status;
  }

  void status(int bits) {
    status = bits;
    backend.showStatus(thread, bits);
  }

  /** Where it is, while it does not run. */
  public StackTraceElement[] getStackTrace() {
    return backend.stackTrace(this);
  }

  public int decisions() {
    return decisions;
  }

  /** Whether its run method is through. */
  public boolean ended() {
    return status == ThreadStates.TERMINATED;
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
