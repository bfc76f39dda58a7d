package dev.signalbox.check.junit;

import dev.signalbox.check.engine.explore.PlantedInExplore;

/** Depends on the exploration: what asks for a check must not. */
public final class PlantedInJUnit {
  PlantedInExplore explore = new PlantedInExplore();
}
