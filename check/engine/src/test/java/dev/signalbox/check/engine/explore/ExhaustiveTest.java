package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import conformance.SmallCollections;
import conformance.SmallMemory;
import conformance.SmallMonitors;
import conformance.SmallSynchronizers;
import conformance.SmallThreads;
import dev.signalbox.check.engine.report.Coverage;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reduced search loses no final state and no kind of verdict that brute force finds. */
class ExhaustiveTest {
  private static final long MAX_STEPS = 5_000;

  /** Of programs that have more, brute force sees only so many. */
  private static final int MOST = 150_000;

  private final Laboratory laboratory = Laboratory.openTelling();

  /** What all executions of a search came to. */
  private record Seen(Set<String> states, long executions, long redundant, boolean finished) {}

  static Stream<Body> bodies() {
    return programs().filter(p -> !p.declared().getName().equals("huge"));
  }

  private static Stream<Body> programs() {
    return Stream.<Class<?>>of(
            SmallCollections.class,
            SmallMemory.class,
            SmallMonitors.class,
            SmallSynchronizers.class,
            SmallThreads.class)
        .flatMap(theme -> Arrays.stream(theme.getDeclaredMethods()))
        .filter(m -> !m.isSynthetic() && !Modifier.isPrivate(m.getModifiers()))
        .sorted(Comparator.comparing(Method::getName))
        .map(Body::new);
  }

  private static Body body(String name) {
    return programs().filter(p -> p.declared().getName().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void seesWhatBruteForceSees(Body body) {
    Run run = run(laboratory, body);
    BruteForce force = new BruteForce();
    Seen all = search(laboratory, run, force, force::advance);
    Seen some = reduced(laboratory, body);
    assertThat(some.finished).isTrue();
    if (all.finished) {
      assertThat(some.states).isEqualTo(all.states);
      assertThat(some.executions).isLessThanOrEqualTo(all.executions);
    } else {
      assertThat(some.states).containsAll(all.states);
    }
  }

  /** How many classes of equivalent interleavings there are is known for these. */
  @ParameterizedTest
  @CsvSource({
    "independentThreads, 1",
    "readersOfOneField, 1",
    "twoWritersOfOneField, 2",
    "threeWritersOfOneField, 6",
    "lostUpdate, 4",
    "storeBuffers, 3",
    "writerAndReaders, 4",
    "counterUnderMonitor, 6",
    "threadsOfBuilders, 4",
    "compareAndSet, 4",
  })
  void runsOneOfAllThatAreEquivalent(String name, long classes) {
    Seen seen = reduced(laboratory, body(name));
    assertThat(seen.executions).isEqualTo(classes);
    assertThat(seen.redundant).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3"})
  void preemptionsAreBounded(int bound) {
    Body body = body("lostUpdate");
    Run run = run(laboratory, body);
    Set<String> within = new TreeSet<>();
    BruteForce force = new BruteForce();
    long[] expected = new long[1];
    search(
        laboratory,
        run,
        force,
        () -> {
          if (force.preemptions() <= bound) {
            expected[0]++;
            within.add(laboratory.output().text().strip());
          }
          return force.advance();
        });
    Exhaustive search = new Exhaustive(bound);
    Seen seen = search(laboratory, run, search, search::advance);
    assertThat(seen.executions).isEqualTo(expected[0]);
    assertThat(seen.states).isEqualTo(within);
  }

  @Test
  void findsWhatOnlyOneOrderShows() {
    Explorer.Outcome o = explore("twoMonitorsCrossed", Duration.ofSeconds(20), -1);
    Explorer.Bug bug = o.bug();
    assertThat(bug == null ? null : bug.verdict().kind()).isEqualTo(Kind.DEADLOCK);
    assertThat(o.coverage()).isNull();
  }

  @Test
  void saysThatNothingIsLeft() {
    Coverage c = coverage("counterUnderMonitor", Duration.ofSeconds(20), -1);
    assertThat(c.isComplete()).isTrue();
    assertThat(c.share()).isEqualTo(1);
  }

  @Test
  void goesOnAfterADataRace() {
    Explorer.Outcome o = explore("lostUpdate", Duration.ofSeconds(20), -1);
    assertThat(o.races()).isNotEmpty();
    assertThat(o.executions()).isEqualTo(4);
    assertThat(coverage(o).isComplete()).isTrue();
  }

  /** Of seeds that make other strategies take fair turns from the first step on. */
  @Test
  void variesTheFirstStepsWithAnySeed() {
    for (long seed : Strategy.fairSeeds()) {
      Explorer.Outcome o = explore("lostUpdate", Duration.ofSeconds(20), -1, seed, MAX_STEPS);
      assertThat(o.executions()).isEqualTo(4);
      assertThat(coverage(o).isComplete()).isTrue();
    }
  }

  @Test
  void claimsNotWhatFairTurnsPassOver() {
    long steps = explore("lostUpdate", Duration.ofSeconds(20), -1).steps();
    Explorer.Outcome o = explore("lostUpdate", Duration.ofSeconds(20), -1, 0, steps);
    Coverage c = coverage(o);
    assertThat(c.finished()).isTrue();
    assertThat(c.isComplete()).isFalse();
    assertThat(c.limits()).contains(Exhaustive.FAIR);
  }

  @Test
  void claimsNothingAtTheTimeLimit() {
    Coverage c = coverage("huge", Duration.ofMillis(300), -1);
    assertThat(c.finished()).isFalse();
    assertThat(c.isComplete()).isFalse();
    assertThat(c.share()).isBetween(0.0, 0.5);
  }

  @Test
  void saysHowManyPreemptionsItCameTo() {
    Coverage c = coverage("huge", Duration.ofMillis(1500), 1000);
    assertThat(c.preemptions()).isBetween(0, 20);
    assertThat(c.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "sleepers, TIME",
    "conditions, CONDITIONS",
    "waitTwice, ONCE",
    "callbackOfAVector, CALLBACKS",
  })
  void claimsNotWhatItDoesNotVary(String name, String limit) {
    Coverage c = coverage(name, Duration.ofSeconds(20), -1);
    assertThat(c.finished()).isTrue();
    assertThat(c.isComplete()).isFalse();
    assertThat(c.limits())
        .contains(
            switch (limit) {
              case "TIME" -> Exhaustive.TIME;
              case "CONDITIONS" -> Exhaustive.CONDITIONS;
              case "ONCE" -> Exhaustive.ONCE;
              default -> Exhaustive.CALLBACKS;
            });
  }

  private Coverage coverage(String name, Duration time, int preemptions) {
    return coverage(explore(name, time, preemptions));
  }

  private static Coverage coverage(Explorer.Outcome o) {
    assertThat(o.problem()).isNull();
    assertThat(o.bug()).isNull();
    Coverage c = o.coverage();
    if (c == null) {
      throw new AssertionError(o);
    }
    return c;
  }

  private Explorer.Outcome explore(String name, Duration time, int preemptions) {
    return explore(name, time, preemptions, 0, MAX_STEPS);
  }

  private Explorer.Outcome explore(
      String name, Duration time, int preemptions, long seed, long maxSteps) {
    Target target = body(name).in(laboratory.loader());
    Explorer explorer =
        new Explorer(
            target,
            laboratory.loader(),
            Exhaustive.NAME,
            seed,
            maxSteps,
            RaceFilter.ALL,
            laboratory.output());
    return laboratory.captured(() -> explorer.exploreAll(time, preemptions, (n, s) -> {}));
  }

  private static Run run(Laboratory in, Body body) {
    Target target = body.in(in.loader());
    Run run = new Run(target, in.loader(), MAX_STEPS, true, in.output());
    Execution warm = in.captured(() -> run.follow(Schedule.DEFAULT, null, null));
    assertThat(warm.end()).isNotEqualTo(Execution.End.UNCONTROLLED);
    assertThat(in.failures()).isEmpty();
    return run;
  }

  private static Seen reduced(Laboratory in, Body body) {
    Exhaustive search = new Exhaustive(-1);
    return search(in, run(in, body), search, search::advance);
  }

  private static Seen search(Laboratory in, Run run, Strategy strategy, BooleanSupplier advance) {
    return in.captured(
        () -> {
          Set<String> states = new TreeSet<>();
          long executions = 0;
          long redundant = 0;
          boolean more = true;
          while (more && executions < MOST) {
            Execution e = run.execute(strategy, 0);
            if (e.end() == Execution.End.CUT) {
              redundant++;
            } else {
              executions++;
              states.add(state(in, e));
            }
            if (strategy instanceof Exhaustive x) {
              assertThat(x.hasDiverged()).isFalse();
              x.learn(e);
            }
            more = advance.getAsBoolean();
          }
          return new Seen(states, executions, redundant, !more);
        });
  }

  private static String state(Laboratory in, Execution e) {
    Verdict v = Verdict.of(e, MAX_STEPS);
    return in.output().text().strip()
        + (v.isBug() ? v.kind() + v.type() : "")
        + (e.end() == Execution.End.COMPLETED ? "" : " " + e.end());
  }
}
