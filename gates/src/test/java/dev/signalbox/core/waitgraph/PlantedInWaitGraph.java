package dev.signalbox.core.waitgraph;

import dev.signalbox.core.sync.Mutex;

/** Breaks the arrow on purpose: the graph knows none of those that report to it. */
public final class PlantedInWaitGraph {
  private PlantedInWaitGraph() {}

  static Mutex mutex() {
    return Mutex.named("planted");
  }
}
