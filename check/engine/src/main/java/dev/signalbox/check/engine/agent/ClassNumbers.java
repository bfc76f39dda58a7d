package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.ClassStates;
import java.util.HashMap;
import java.util.Map;

/**
 * A number for each class name that instrumented code mentions. The same name in another program's
 * loader is another class, and has another number.
 */
final class ClassNumbers {
  private final Map<String, Integer> classes = new HashMap<>();

  synchronized int of(String internalName) {
    return classes.computeIfAbsent(internalName, n -> ClassStates.newClass());
  }
}
