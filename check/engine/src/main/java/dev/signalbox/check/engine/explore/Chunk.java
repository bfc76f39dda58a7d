package dev.signalbox.check.engine.explore;

/**
 * Executions by their numbers, which start at 1; the number says with which strategy and seed.
 *
 * @param last included
 */
public record Chunk(long first, long last) {
  long size() {
    return last - first + 1;
  }
}
