package dev.signalbox.check.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tests of package {@code acme}, run by JUnit in this JVM, which has the agent. */
class CheckTest {
  private static Launched launch(String name, String... parameters) throws Exception {
    return Launched.of(Class.forName("acme." + name), parameters);
  }

  private static void passed(Launched.Outcome o) {
    assertThat(o.status()).as(o.message()).isEqualTo("SUCCESSFUL");
  }

  private static String found(Launched.Outcome o) {
    assertThat(o.status()).isEqualTo("FAILED");
    assertThat(o.thrown()).isInstanceOf(AssertionError.class);
    return o.message();
  }

  private static String refused(Launched.Outcome o) {
    assertThat(o.status()).isEqualTo("FAILED");
    assertThat(o.thrown()).isNotInstanceOf(AssertionError.class);
    return o.message();
  }

  @Test
  void theBrokenTestFailsWithTheReportAndItsTwinPasses() throws Exception {
    Launched l = launch("Counting");
    Launched.Outcome broken = l.of("broken()");
    assertThat(found(broken))
        .startsWith("assertion: expected: <2> but was: <1>\n  in acme.Counting#broken\n")
        .contains("seed 1)", "▸ read value = 0", "Counter.java:9    value++;")
        .endsWith("\nReplay:  @Check(replay = \".signalbox/acme.Counting.broken.replay\")")
        .doesNotContain("\u001b");
    assertThat(broken.stack())
        .startsWith("acme.Counting.count(Counting.java:45)")
        .allMatch(frame -> frame.startsWith("acme."));
    passed(l.of("mended()"));
  }

  @Test
  void eachInvocationIsCheckedByItself() throws Exception {
    Launched l = launch("Counting");
    passed(l.of("brokenForMoreThanOne(int)", "#1"));
    assertThat(found(l.of("brokenForMoreThanOne(int)", "#2"))).contains("expected: <2>");
    assertThat(found(l.of("brokenForMoreThanOne(int)", "#3")))
        .contains("expected: <3>", "in acme.Counting#brokenForMoreThanOne[3]\n");
    assertThat(found(l.of("repeated()", "#2"))).contains("in acme.Counting#repeated[2]\n");
  }

  @Test
  void aTestThatPassesTellsWhatWasTried() throws Exception {
    assertThat(launch("Counting").entries())
        .hasSize(3)
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .startsWith(
                        "signalbox: no bug found in 300 interleavings of acme.Counting#mended ("));
  }

  @Test
  void onlyTheExecutionsAreSurrounded() throws Exception {
    Launched l = launch("Surroundings");
    passed(l.of("plain()"));
    passed(l.of("checked()"));
    passed(l.of("plainAgain()"));
  }

  @Test
  void skippedAsJUnitHasIt() throws Exception {
    Launched l = launch("Skipped");
    assertThat(l.outcomes().keySet()).noneMatch(id -> id.contains("disabled"));
    assertThat(l.of("assumes()").status()).isEqualTo("ABORTED");
    assertThat(l.of("assumes()").message()).isEqualTo("Assumption failed: not here");
  }

  @Test
  void onAClassAndAllInIt() throws Exception {
    Launched l = launch("WholeClass$OnClass");
    assertThat(found(l.of("broken()"))).contains("in acme.WholeClass$OnClass#broken\n");
    passed(l.of("mendedByItsOwn()"));
    assertThat(l.entries()).singleElement().asString().contains("no bug found in all ");
    assertThat(found(l.of("brokenToo()"))).contains("in acme.WholeClass$OnClass$Inner#brokenToo\n");
  }

  @Test
  void onAnAnnotationOfTheUsers() throws Exception {
    assertThat(found(launch("WholeClass$OnAnnotation").of("broken()"))).contains("(exhaustive)");
  }

  @Test
  void dynamicTests() throws Exception {
    Launched l = launch("WholeClass$OnFactory");
    passed(l.of("counters()", "#1"));
    assertThat(found(l.of("counters()", "#2")))
        .contains("in acme.WholeClass$OnFactory#counters[2]\n");
  }

  @Test
  void whatNoAssertionShows() throws Exception {
    Launched l = launch("Detected");
    assertThat(found(l.of("deadlock()"))).startsWith("deadlock: main and other");
    passed(l.of("deadlockMended()"));
    assertThat(found(l.of("race()"))).startsWith("race: Detected.plain is written by ");
    passed(l.of("raceNotLookedFor()"));
    passed(l.of("raceThatIsMeant()"));
    assertThat(found(l.of("uncaughtInAnotherThread()")))
        .startsWith("exception: IllegalStateException: nobody looks here in thread other");
    assertThat(l.of("deadlock()").stack().getFirst())
        .startsWith("acme.Detected.lock(Detected.java:");
    assertThat(l.of("race()").stack().getFirst()).startsWith("acme.Detected.");
  }

  @Test
  void withoutAVerdictTheTestFails() throws Exception {
    Launched.Outcome o = launch("Detected").of("standardInput()");
    assertThat(refused(o)).contains("cannot check acme.Detected#standardInput", "standard input");
    assertThat(o.stack()).isEmpty();
  }

  @Test
  void wrongAttributesAreNamed() throws Exception {
    Launched l = launch("Wrong");
    assertThat(refused(l.of("time()")))
        .isEqualTo(
            "@Check(time = \"fast\") of acme.Wrong#time: give a time such as 500ms, 2s or 1m");
    assertThat(refused(l.of("noTime()"))).startsWith("@Check(time = \"0s\") of acme.Wrong#noTime");
    assertThat(refused(l.of("schedules()"))).contains("@Check(schedules = -1)", "give 1 or more");
    assertThat(refused(l.of("strategy()"))).contains("\"best\"", "random, pct, pos, mixed");
    assertThat(refused(l.of("preemptions()"))).contains("add exhaustive = true");
    assertThat(refused(l.of("manyPreemptions()"))).contains("preemptions = 2000", "at most 1000");
    assertThat(refused(l.of("exhaustive()"))).contains("excludes schedules, seed and strategy");
    assertThat(refused(l.of("ignoredRaces()"))).contains("\"my field\"", "com.acme.Cache.hash");
    assertThat(refused(l.of("replay()"))).isEqualTo("there is no replay file nowhere.replay");
  }

  @Test
  void theUsualTimeIsAConfigurationParameter() throws Exception {
    Launched l = launch("Counting", "signalbox.check.time", "nonsense");
    passed(l.of("mended()")); // has a limit of its own
    l = launch("WholeClass$OnAnnotation", "signalbox.check.time", "nonsense");
    assertThat(refused(l.of("broken()")))
        .startsWith("the configuration parameter signalbox.check.time = nonsense of acme.");
  }

  @Test
  void underParallelExecutionChecksRunOneAtATime() throws Exception {
    Launched l =
        launch(
            "Parallel",
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "4",
            "junit.jupiter.execution.parallel.mode.default",
            ExecutionMode.CONCURRENT.name());
    passed(l.of("first()"));
    passed(l.of("second()"));
    passed(l.of("plain()"));
    assertThat(found(l.of("broken()"))).contains("expected: <2> but was: <1>");
  }
}
