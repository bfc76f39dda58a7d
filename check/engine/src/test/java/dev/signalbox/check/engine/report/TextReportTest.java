package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 100, 140})
  void counterRace(int width) throws IOException {
    Golden.check("counter-race-" + width + ".txt", at(width, Samples.counterRace()));
  }

  @Test
  void threadsWithoutNames() throws IOException {
    Golden.check("unnamed-threads.txt", at(100, Samples.shortCounterRace()));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 140})
  void deadlockWithCycle(int width) throws IOException {
    Golden.check("deadlock-" + width + ".txt", at(width, Samples.deadlock()));
  }

  @Test
  void deadlockOfThreeWithBystanders() throws IOException {
    Golden.check("race.txt", at(100, Samples.race()));
    Golden.check("deadlock-of-three.txt", at(100, Samples.deadlockOfThree()));
  }

  @Test
  void lostWakeUpWithoutCycle() throws IOException {
    Golden.check("lost-wake-up.txt", at(100, Samples.lostWakeUp()));
  }

  @Test
  void lockThatIsNeverReleased() throws IOException {
    Golden.check("lock-never-released.txt", at(100, Samples.lockNeverReleased()));
  }

  @Test
  void uncaughtException() throws IOException {
    Golden.check("exception.txt", at(100, Samples.exception()));
  }

  @Test
  void hang() throws IOException {
    Golden.check("hang.txt", at(100, Samples.hang()));
  }

  @Test
  void manyThreadsNarrow() throws IOException {
    Golden.check("many-threads-80.txt", at(80, Samples.manyThreads()));
  }

  @Test
  void replay() throws IOException {
    Golden.check("replay.txt", at(100, Samples.replayed()));
  }

  @Test
  void clean() throws IOException {
    List<CheckResult> results =
        List.of(
            Samples.clean(),
            Samples.clean("Once", false, 1, List.of("only one thread: nothing to interleave")),
            Samples.clean("CounterRace", true, 1, List.of()));
    StringBuilder text = new StringBuilder();
    results.forEach(r -> text.append(at(100, r)));
    Golden.check("clean.txt", text.toString());
  }

  @Test
  void problem() throws IOException {
    CheckResult missing = Samples.problem("Missing", "there is no class Missing on the class path");
    CheckResult broken =
        Samples.problem("Broken.java", "it does not compile:\nBroken.java:3: error: ';' expected");
    CheckResult nothing = Samples.clean("Empty", false, 0, List.of());
    String several = at(100, missing) + at(100, broken) + at(100, nothing);
    Golden.check("problem.txt", several + new TextReport(100, false).problem("no target given"));
  }

  @Test
  void severalTargets() throws IOException {
    Golden.check("several.txt", new TextReport(100, false).render(Samples.several()));
  }

  @Test
  void color() throws IOException {
    TextReport report = new TextReport(100, true);
    String text = report.render(Samples.deadlock()) + report.render(Samples.several());
    Golden.check("color.txt", text + report.problem("no target given"));
  }

  @Test
  void colorChangesNoWord() {
    for (CheckResult r : Samples.all()) {
      String colored = new TextReport(100, true).render(r);
      assertThat(colored).contains("\u001b[");
      assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(at(100, r));
    }
  }

  @Test
  void noEscapeWithoutColor() {
    assertThat(Samples.exception().finding())
        .satisfies(f -> assertThat(f.output()).contains("\u001b"));
    for (CheckResult r : Samples.all()) {
      assertThat(at(100, r)).isNotBlank().doesNotContain("\u001b").doesNotContain("\r");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 140, 200})
  void staysWithinTheWidth(int width) {
    for (CheckResult r : Samples.all()) {
      List<String> lines = at(width, r).lines().toList();
      assertThat(lines).isNotEmpty();
      assertThat(lines)
          // To be clicked or copied in one piece.
          .filteredOn(l -> !l.startsWith("Replay:") && !l.startsWith("    at "))
          .allSatisfy(l -> assertThat(Typeset.width(l)).as(l).isLessThanOrEqualTo(width))
          .allSatisfy(l -> assertThat(l).isEqualTo(l.stripTrailing()));
    }
  }

  @Test
  void unknownWidthIsOneHundred() {
    assertThat(at(0, Samples.counterRace())).isEqualTo(at(100, Samples.counterRace()));
    assertThat(at(1, Samples.counterRace())).isEqualTo(at(40, Samples.counterRace()));
  }

  @Test
  void oneTargetOfAListIsShownAlone() {
    TextReport report = new TextReport(100, false);
    assertThat(report.render(List.of(Samples.clean()))).isEqualTo(at(100, Samples.clean()));
  }

  @Test
  void namesFilesInFullIfThereAreSeveral() {
    String wide = "word ".repeat(9).strip();
    Program a = new Program("A", "A.java").line(1, "a();").does(0, 1, wide).does(1, 1, wide);
    Program b = new Program("B", "B.java").line(1, "b();").does(0, 1, wide).does(1, 1, wide);
    List<Event> both = Stream.concat(a.events().stream(), b.events().stream()).toList();
    assertThat(at(100, withEvents(a.events()))).contains("  :1\n").doesNotContain("  A.java:1\n");
    assertThat(at(100, withEvents(both)))
        .contains("  A.java:1\n", "  B.java:1\n")
        .doesNotContain("  :1\n");
  }

  private static CheckResult withEvents(List<Event> events) {
    List<ThreadView> threads = List.of(Samples.ended("t"), Samples.ended("u"));
    Program none = new Program("", "");
    Finding f = Samples.finding(Kind.ASSERTION, "cause", threads, none, null);
    return Samples.found(
        "X",
        new Finding(
            f.kind(), "", threads, events, List.of(), null, null, List.of(), "", 0, 1, "pct", 1, "",
            "", null));
  }

  @Test
  void noTargetIsAProblem() {
    assertThat(new TextReport(100, false).render(List.of()))
        .isEqualTo("problem: nothing was checked: there is no target\n");
  }

  @Test
  void replayCommandStaysInOnePiece() {
    assertThat(at(40, Samples.exception()))
        .endsWith(
            "Replay:  signalbox check --class-path target/classes --replay"
                + " r/OrderBookTest-prices-1.replay\n");
  }

  private static String at(int width, CheckResult result) {
    return new TextReport(width, false).render(result);
  }
}
