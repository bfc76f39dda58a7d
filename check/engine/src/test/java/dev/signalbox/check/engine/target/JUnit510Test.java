package dev.signalbox.check.engine.target;

/** An older JUnit 5. */
final class JUnit510Test extends JUnitContract {
  JUnit510Test() {
    super(JUnits.JUNIT_5_10);
  }
}
