package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void areAllDifferent() {
    Names names =
        new Names(
            List.of(
                Samples.ended("worker"),
                Samples.ended("worker"),
                Samples.ended(""),
                new ThreadView("", true, true, "finished", null, List.of()),
                Samples.ended("worker (2)")));
    assertThat(List.of(names.of(0), names.of(1), names.of(2), names.of(3), names.of(4)))
        .containsExactly("worker", "worker (2)", "thread 3", "virtual 4", "worker (2) (2)");
  }

  @Test
  void ofAThreadThatIsNotListed() {
    assertThat(new Names(List.of()).of(6)).isEqualTo("thread 7");
  }
}
