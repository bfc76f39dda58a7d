package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.explore.PlantedInExplore;

/** Depends on the exploration: the report must not. */
public final class PlantedInReport {
  /** Renders nothing. */
  public String render() {
    return PlantedInExplore.class.getName();
  }
}
