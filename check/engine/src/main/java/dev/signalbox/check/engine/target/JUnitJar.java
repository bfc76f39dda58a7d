package dev.signalbox.check.engine.target;

/** The jars that make up JUnit, and a class by which each is recognized. */
enum JUnitJar {
  JUPITER_API("org.junit.jupiter", "junit-jupiter-api", "org/junit/jupiter/api/Test"),
  JUPITER_PARAMS(
      "org.junit.jupiter", "junit-jupiter-params", "org/junit/jupiter/params/ParameterizedTest"),
  JUPITER_ENGINE(
      "org.junit.jupiter", "junit-jupiter-engine", "org/junit/jupiter/engine/JupiterTestEngine"),
  COMMONS(
      "org.junit.platform", "junit-platform-commons", "org/junit/platform/commons/JUnitException"),
  ENGINE("org.junit.platform", "junit-platform-engine", "org/junit/platform/engine/TestEngine"),
  LAUNCHER("org.junit.platform", "junit-platform-launcher", "org/junit/platform/launcher/Launcher"),
  VINTAGE(
      "org.junit.vintage", "junit-vintage-engine", "org/junit/vintage/engine/VintageTestEngine");

  final String group;
  final String artifact;

  /** Resource name of a class in it. */
  final String marker;

  JUnitJar(String group, String artifact, String markerClass) {
    this.group = group;
    this.artifact = artifact;
    this.marker = markerClass + ".class";
  }

  boolean ofPlatform() {
    return group.equals("org.junit.platform");
  }
}
