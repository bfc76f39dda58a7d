/**
 * The programs that are measured: plain code, the same for every checker, without an assertion, so
 * that no finding ends the exploration.
 */
@NullMarked
package dev.signalbox.bench.program;

import org.jspecify.annotations.NullMarked;
