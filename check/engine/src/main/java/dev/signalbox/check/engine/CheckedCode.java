package dev.signalbox.check.engine;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a {@link Check} has to know of the classes that it executes.
 *
 * @param loader has all of them
 * @param keepsState whether executions find static state that was there before the check
 * @param digest tells them from another version's
 * @param notes for the report
 * @param failures which of them could not be instrumented
 */
record CheckedCode(
    ClassLoader loader,
    boolean keepsState,
    Supplier<String> digest,
    List<String> notes,
    Supplier<List<String>> failures) {}
