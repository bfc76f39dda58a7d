package dev.signalbox.check.engine.target;

/** JUnit 5 as it last was. */
final class JUnit5Test extends JUnitContract {
  JUnit5Test() {
    super(JUnits.JUNIT_5);
  }
}
