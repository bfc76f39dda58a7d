package dev.signalbox.check.engine.report;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndlessTextTest {
  @ParameterizedTest
  @ValueSource(ints = {60, 100})
  void livelock(int width) throws IOException {
    Golden.check("livelock-" + width + ".txt", at(width, EndlessSamples.livelock()));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 100})
  void starvedThread(int width) throws IOException {
    Golden.check("starved-thread-" + width + ".txt", at(width, EndlessSamples.starvedThread()));
  }

  @Test
  void starvedTask() throws IOException {
    Golden.check("starved-task.txt", at(100, EndlessSamples.starvedTask()));
  }

  private static String at(int width, CheckResult result) {
    return new TextReport(width, false).render(result);
  }
}
