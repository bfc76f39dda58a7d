package dev.signalbox.check.engine.report;

import org.jspecify.annotations.Nullable;

/**
 * One step of the interleaving that shows the bug.
 *
 * @param step its number in the execution
 * @param thread index into {@link Finding#threads()}
 * @param what e.g. {@code read counter = 0}, {@code lock Bank.a}, {@code starts worker-1}
 * @param where the line of the program, if it is known
 * @param source that line's text, trimmed; empty if the source was not found
 * @param telling whether it touches something that another thread touches too, so that leaving it
 *     out would hide the bug
 */
public record Event(
    int step, int thread, String what, @Nullable Location where, String source, boolean telling) {}
