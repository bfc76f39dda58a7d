package dev.signalbox.check.runtime;

import java.util.PriorityQueue;

/**
 * The time of one execution. It stands still while a thread computes, and jumps to the next timer
 * when no thread can go on.
 */
final class VirtualClock {
  /** The wall clock at the start of each execution: 2023-11-14T22:13:20Z. */
  static final long EPOCH_MILLIS = 1_700_000_000_000L;

  /** Timed waits up to this long may end although other threads could go on. */
  private static final long EARLY_NANOS = 100_000_000L;

  /** Reads in a row that cost no time; those after them, ever more. */
  private static final int FREE_READS = 16;

  private final Execution execution;
  private final PriorityQueue<Task> timers = new PriorityQueue<>();
  private long now;

  VirtualClock(Execution execution) {
    this.execution = execution;
  }

  /** Nanoseconds since the start of the execution. */
  long now() {
    return now;
  }

  /** A read of the clock. A task that polls it makes it run, ever faster. */
  long read(Task t) {
    execution.touches(this, Footprints.STATE, Footprints.READ);
    if (++t.clockReads > FREE_READS) {
      advance(1L << Math.min(t.clockReads - 7, 30));
    }
    return now;
  }

  /** The task is woken when the clock reaches {@code at}. */
  void set(Task t, long at, boolean mayWakeEarly) {
    t.wakeAt = at < 0 ? Long.MAX_VALUE : at;
    t.timedOut = false;
    timers.add(t);
    execution.touches(this, Footprints.STATE, Footprints.READ);
    if (mayWakeEarly && t.wakeAt - now <= EARLY_NANOS) {
      execution.earlyWakes.allowTimeout(t);
    }
  }

  void clear(Task t) {
    if (t.wakeAt >= 0) {
      timers.remove(t);
      t.wakeAt = -1;
    }
    execution.earlyWakes.clear(t);
  }

  /** Whether a jump would wake somebody. */
  boolean hasTimer() {
    Task t = timers.peek();
    return t != null && t.wakeAt != Long.MAX_VALUE;
  }

  /** To the next timer. */
  void jump() {
    Task t = timers.peek();
    if (t != null) {
      jumpTo(t.wakeAt);
    }
  }

  /** To the next timer, if that is the end of a sleep: unlike a timeout, it has to come. */
  void wakeSleeper() {
    Task t = timers.peek();
    if (t != null && t.how == Task.SLEEP) {
      jumpTo(t.wakeAt);
    }
  }

  void jumpTo(long at) {
    advance(Math.max(0, at - now));
  }

  private void advance(long nanos) {
    now += nanos;
    execution.touches(this, Footprints.STATE, Footprints.WRITE);
    Task first = timers.peek();
    while (first != null && first.wakeAt <= now) {
      expire(first);
      first = timers.peek();
    }
  }

  private void expire(Task t) {
    timers.remove(t);
    t.wakeAt = -1;
    t.timedOut = true;
    execution.earlyWakes.clear(t);
    Tracer tr = execution.tracer;
    if (tr != null) {
      tr.event(Tracer.TIMED_OUT, t, t.site, t.on, null);
    }
    execution.waits.leave(t);
  }
}
