package acme;

import dev.signalbox.check.junit.Check;
import org.junit.jupiter.api.Test;

/** Attributes that make no sense; none of the bodies may run. */
class Wrong {
  @Test
  @Check(time = "fast")
  void time() {}

  @Test
  @Check(time = "0s")
  void noTime() {}

  @Test
  @Check(schedules = -1)
  void schedules() {}

  @Test
  @Check(strategy = "best")
  void strategy() {}

  @Test
  @Check(preemptions = 2)
  void preemptions() {}

  @Test
  @Check(exhaustive = true, preemptions = 2000)
  void manyPreemptions() {}

  @Test
  @Check(exhaustive = true, seed = 7)
  void exhaustive() {}

  @Test
  @Check(ignoredRaces = "my field")
  void ignoredRaces() {}

  @Test
  @Check(replay = "nowhere.replay")
  void replay() {}
}
