package dev.signalbox.bench;

/**
 * How much was explored.
 *
 * @param found how many executions showed a bug
 * @param threads of the execution with the most
 * @param steps the scheduling points of the longest execution
 */
record Exploration(long executions, long found, int threads, long steps) {}
