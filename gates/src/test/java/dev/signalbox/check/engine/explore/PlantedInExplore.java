package dev.signalbox.check.engine.explore;

import dev.signalbox.check.engine.report.PlantedInReport;

/** Renders the report: the exploration must not. */
public final class PlantedInExplore {
  String rendered = new PlantedInReport().render();
}
