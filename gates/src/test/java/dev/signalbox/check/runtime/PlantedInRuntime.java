package dev.signalbox.check.runtime;

import org.junit.jupiter.api.Test;

/** Depends on a library and holds a lambda: the runtime must not. */
public final class PlantedInRuntime {
  @Test
  Runnable lambda() {
    return () -> {};
  }
}
