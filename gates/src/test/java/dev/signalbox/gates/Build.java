package dev.signalbox.gates;

import java.nio.file.Path;

/** What the build that runs these tests says of itself. */
final class Build {
  private Build() {}

  /** The root folder of the house. */
  static Path root() {
    return Path.of(property("root"));
  }

  /**
   * Property {@code gates.NAME} of gates/pom.xml.
   *
   * @throws IllegalStateException if it is not set
   */
  static String property(String name) {
    String value = System.getProperty("gates." + name);
    if (value == null) {
      throw new IllegalStateException("gates." + name + " is not set: run the gates by Maven");
    }
    return value;
  }
}
