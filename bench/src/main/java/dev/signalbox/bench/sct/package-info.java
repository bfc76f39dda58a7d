/**
 * The kernels of SCTBench (Thomson, Donaldson and Betts, "Concurrency Testing Using Schedule
 * Bounding: an Empirical Study", PPoPP 2014), written anew: the same threads, the same locks, the
 * same seeded bugs. They are the 28 with which Fray is measured; three of them are not in the
 * study. Plain code, the same for every checker: no state is static, and an assertion error of a
 * thread is thrown again in the main thread.
 */
@NullMarked
package dev.signalbox.bench.sct;

import org.jspecify.annotations.NullMarked;
