package application;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.check.Body;
import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckReport;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.check.InconclusiveCheckException;
import java.nio.file.Path;

/** Checks with a fixed number of schedules, so that a test says the same each time. */
record Quick(CheckSettings settings) {
  static Quick in(Path folder) {
    return new Quick(Checker.defaults().schedules(400).seed(1).maxSteps(20_000).report(folder));
  }

  Quick withoutRaces() {
    return new Quick(settings.races(false));
  }

  CheckReport check(Body body) {
    return settings.check(body);
  }

  CheckFailedError fails(Body body) {
    return catchThrowableOfType(CheckFailedError.class, () -> settings.check(body));
  }

  /** What it says. */
  String inconclusive(Body body) {
    InconclusiveCheckException e =
        catchThrowableOfType(InconclusiveCheckException.class, () -> settings.check(body));
    return String.valueOf(e == null ? null : e.getMessage());
  }
}
