/** Benchmarks of {@code dev.signalbox.core.sync} beside its peers, for {@code bench/jmh}. */
package dev.signalbox.bench.sync;
