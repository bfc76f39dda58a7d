package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
  private final CheckResult clean = Samples.clean();
  private final CheckResult found = Samples.deadlock();
  private final CheckResult problem = Samples.problem("X", "there is no class X");

  @Test
  void ofOneResult() {
    assertThat(Status.of(clean)).isEqualTo(Status.CLEAN);
    assertThat(Status.of(found)).isEqualTo(Status.FOUND);
    assertThat(Status.of(problem)).isEqualTo(Status.PROBLEM);
  }

  @Test
  void nothingRunIsNotClean() {
    assertThat(Status.of(Samples.clean("X", false, 0, List.of()))).isEqualTo(Status.PROBLEM);
    assertThat(Status.of(List.of())).isEqualTo(Status.PROBLEM);
  }

  @Test
  void ofSeveral() {
    assertThat(Status.of(List.of(clean, clean))).isEqualTo(Status.CLEAN);
    assertThat(Status.of(List.of(clean, problem))).isEqualTo(Status.PROBLEM);
    assertThat(Status.of(List.of(problem, found, clean))).isEqualTo(Status.FOUND);
  }

  @Test
  void exitStatusAsGrepHasIt() {
    assertThat(Status.CLEAN.exitStatus()).isEqualTo(0);
    assertThat(Status.FOUND.exitStatus()).isEqualTo(1);
    assertThat(Status.PROBLEM.exitStatus()).isEqualTo(2);
  }
}
