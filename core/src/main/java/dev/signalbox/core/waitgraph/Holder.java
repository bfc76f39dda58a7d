package dev.signalbox.core.waitgraph;

import org.jspecify.annotations.Nullable;

/**
 * Holds units of a {@link Resource}, or stands before a wait in its queue.
 *
 * @param thread that has to go on before they are let go
 * @param units how many; 1 where they are not counted
 * @param takenAt where the thread took them, if {@link WaitGraph#traceHolders} was on then
 */
public record Holder(Thread thread, long units, @Nullable Throwable takenAt) {
  public Holder(Thread thread) {
    this(thread, 1, null);
  }
}
