package dev.signalbox.core;

import org.assertj.core.api.Assertions;

/** Breaks the arrow on purpose: the library depends on the JDK alone. */
public final class PlantedInCore {
  private PlantedInCore() {}

  static void useOfALibrary() {
    Assertions.fail();
  }
}
