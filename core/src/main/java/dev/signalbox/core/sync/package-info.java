/**
 * Locks, permits and conditions that can say who holds them and who waits, and whose deadlocks are
 * found.
 *
 * <p>All of them work the same from platform and virtual threads. Each wait is an edge of the
 * {@linkplain dev.signalbox.core.waitgraph wait-for graph}; acquiring without a wait costs what it
 * costs in java.util.concurrent.
 */
package dev.signalbox.core.sync;
