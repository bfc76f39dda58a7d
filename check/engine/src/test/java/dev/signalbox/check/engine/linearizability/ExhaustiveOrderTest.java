package dev.signalbox.check.engine.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.InThisJvm;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * That an operation returned before another was called depends on the interleaving, also if they
 * touch nothing in common: an exhaustive search has to try both orders.
 */
class ExhaustiveOrderTest {
  private static Scenario scenario(int... results) {
    List<List<Invocation>> threads = new ArrayList<>();
    for (int r : results) {
      threads.add(List.of(new Invocation("get" + r, o -> r, null)));
    }
    return new Scenario(List.of(), threads, List.of());
  }

  /** Of an object that counts its calls. */
  private static SerialState counting(Scenario s) {
    return SerialState.initial(
        s,
        order -> {
          AtomicInteger calls = new AtomicInteger();
          List<Outcome> outcomes = new ArrayList<>();
          Collections.nCopies(order.size(), calls)
              .forEach(c -> outcomes.add(Outcome.returned(c.incrementAndGet())));
          return outcomes;
        });
  }

  private static Explorer.Outcome exploreAll(Target run) {
    List<Explorer.Outcome> seen = new ArrayList<>();
    CheckResult unused =
        InThisJvm.run(
            Requests.any(),
            session -> {
              Explorer e = session.explorer(run, "exhaustive", 1, 20_000, RaceFilter.ALL);
              seen.add(e.exploreAll(Duration.ofDays(1), -1, (n, strategy) -> {}));
              return Requests.nothing();
            },
            ExhaustiveOrderTest.class.getClassLoader());
    return seen.getFirst();
  }

  @Test
  void theOtherOrderIsTried() {
    Scenario s = scenario(1, 2);
    Explorer.Outcome o = exploreAll(new ScenarioRun("order", Object::new, s, counting(s)));

    assertThat(o.bug()).isNotNull();
    assertThat(o.executions()).isEqualTo(2);
  }

  @Test
  void eachOrderOnce() {
    Scenario s = scenario(7, 7, 7);
    SerialState seven =
        SerialState.initial(s, order -> Collections.nCopies(order.size(), Outcome.returned(7)));
    Explorer.Outcome o = exploreAll(new ScenarioRun("order", Object::new, s, seven));

    assertThat(o.bug()).isNull();
    assertThat(o.executions()).isEqualTo(6);
  }
}
