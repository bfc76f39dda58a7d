package dev.signalbox.check.engine;

import dev.signalbox.cli.PlantedInCli;

/** Depends on the command line: the engine must not. */
public final class PlantedInEngine {
  PlantedInCli cli = new PlantedInCli();
}
