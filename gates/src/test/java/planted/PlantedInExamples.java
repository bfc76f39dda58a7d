package planted;

import dev.signalbox.cli.PlantedInCli;

/** Depends on Signalbox: an example must not. */
public final class PlantedInExamples {
  PlantedInCli cli = new PlantedInCli();
}
