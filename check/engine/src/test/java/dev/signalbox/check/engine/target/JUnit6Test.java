package dev.signalbox.check.engine.target;

/** JUnit 6. */
final class JUnit6Test extends JUnitContract {
  JUnit6Test() {
    super(JUnits.JUNIT_6);
  }
}
