package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.ClassStates;
import java.util.HashMap;
import java.util.Map;

/** A number for each class name that instrumented code mentions. */
final class ClassNumbers {
  private static final Map<String, Integer> CLASSES = new HashMap<>();

  private ClassNumbers() {}

  static synchronized int of(String internalName) {
    return CLASSES.computeIfAbsent(internalName, n -> ClassStates.newClass());
  }
}
