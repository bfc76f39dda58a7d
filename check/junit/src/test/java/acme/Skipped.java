package acme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.check.junit.Check;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class Skipped {
  @Test
  @Check
  @Disabled("not now")
  void disabled() {}

  @Test
  @Check(schedules = 5)
  void assumes() {
    assumeTrue(false, "not here");
  }
}
