package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.report.Finding.Failure;
import dev.signalbox.check.engine.report.Row.Repeated;
import dev.signalbox.check.engine.report.Row.Skipped;
import dev.signalbox.check.engine.report.Row.Step;
import dev.signalbox.check.engine.report.ThreadView.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterleavingTest {
  private final Program p = new Program("A", "A.java");

  @Test
  void leavesOutWhatDoesNotTell() {
    p.does(0, 1, "a").also(0, 2, "b").also(0, 3, "c").also(1, 4, "d").does(1, 5, "e");
    assertThat(rows()).containsExactly("1 a", "skipped {0=2, 1=1}, last 1", "5 e");
  }

  @Test
  void showsASingleOneBetweenTwoThatTell() {
    p.does(0, 1, "a").also(0, 2, "b").does(0, 3, "c");
    assertThat(rows()).containsExactly("1 a", "2 b", "3 c");
  }

  @Test
  void showsASingleOneAtTheStart() {
    p.also(0, 1, "a").does(0, 2, "b").also(0, 3, "c").also(0, 4, "d").does(0, 5, "e");
    assertThat(rows()).containsExactly("1 a", "2 b", "skipped {0=2}, last 0", "5 e");
  }

  @Test
  void showsTheLastOneEvenIfItDoesNotTell() {
    p.does(0, 1, "a").also(0, 2, "b").also(0, 3, "c").also(0, 4, "d");
    assertThat(rows()).containsExactly("1 a", "skipped {0=2}, last 0", "4 d");
  }

  @Test
  void showsWhereAThreadGotStuck() {
    p.also(0, 1, "a").also(0, 2, "b").also(0, 3, "stuck").also(1, 4, "c").also(1, 5, "d");
    p.does(1, 6, "e");
    Wait wait = new Wait("monitor x", "synchronized", null, List.of());
    ThreadView stuck = new ThreadView("t0", false, false, "waits for x", wait, List.of());
    assertThat(rows(stuck, null))
        .containsExactly("skipped {0=2}, last 0", "3 stuck", "skipped {1=2}, last 1", "6 e");
    assertThat(rows()).containsExactly("skipped {0=3, 1=2}, last 1", "6 e");
  }

  @Test
  void showsWhereAThreadFailed() {
    p.also(0, 1, "a").also(0, 2, "b").also(0, 3, "throws").also(1, 4, "c").also(1, 5, "d");
    p.does(1, 6, "e");
    Failure error = new Failure(0, "E", "", List.of(), List.of());
    assertThat(rows(Samples.ended("t0"), error))
        .containsExactly("skipped {0=2}, last 0", "3 throws", "skipped {1=2}, last 1", "6 e");
  }

  @Test
  void mergesOneThreadsEventsAtOneLine() {
    p.does(0, 1, "read x = 0").does(0, 1, "write x = 1").does(0, 2, "read x = 1");
    p.does(1, 2, "read x = 1").does(0, 2, "unlock");
    assertThat(rows())
        .containsExactly("1 read x = 0, write 1", "3 read x = 1", "4 read x = 1", "5 unlock");
  }

  @Test
  void doesNotMergeWithoutAPlace() {
    List<Event> events =
        List.of(new Event(1, 0, "a", null, "", true), new Event(2, 0, "b", null, "", true));
    assertThat(text(Interleaving.rows(finding(events, Samples.ended("t0"), null))))
        .containsExactly("1 a", "2 b");
  }

  @Test
  void foldsWhatRepeats() {
    p.does(0, 1, "a");
    for (int i = 0; i < 50; i++) {
      p.does(0, 2, "try").does(1, 2, "try").does(0, 3, "back off").does(1, 3, "back off");
    }
    p.does(0, 4, "z");
    assertThat(rows())
        .containsExactly(
            "1 a",
            "2 try",
            "3 try",
            "4 back off",
            "5 back off",
            "4 rows 49 times {0=98, 1=98}",
            "202 z");
  }

  @Test
  void foldsWhatComesThreeTimes() {
    p.does(0, 1, "a").does(1, 2, "b").does(0, 1, "a").does(1, 2, "b").does(0, 1, "a");
    p.does(1, 2, "b");
    assertThat(rows()).containsExactly("1 a", "2 b", "2 rows 2 times {0=2, 1=2}");
  }

  @Test
  void doesNotFoldWhatComesTwice() {
    p.does(0, 1, "a").does(0, 2, "b").does(0, 1, "a").does(0, 2, "b");
    assertThat(rows()).containsExactly("1 a", "2 b", "3 a", "4 b");
  }

  @Test
  void countsEveryEventOnce() {
    for (int i = 0; i < 3_000; i++) {
      p.does(i % 7 % 2, i % 11, "step " + i / 40).also(i % 2, i % 3, "x");
    }
    List<Row> rows = Interleaving.rows(finding(p.events(), Samples.ended("t0"), null));
    int sum =
        rows.stream().flatMap(r -> r.events().values().stream()).mapToInt(Integer::intValue).sum();
    assertThat(sum).isEqualTo(6_000);
    assertThat(rows).hasSizeBetween(150, 201);
  }

  @Test
  void capsLongInterleavingsInTheMiddle() {
    for (int i = 1; i <= 1_000; i++) {
      p.does(i % 2, i, "step " + i);
    }
    List<String> rows = rows();
    assertThat(rows).hasSize(201).startsWith("1 step 1").endsWith("1000 step 1000");
    assertThat(rows.get(59)).isEqualTo("60 step 60");
    assertThat(rows.get(60)).isEqualTo("skipped {0=400, 1=400}, last 0");
    assertThat(rows.get(61)).isEqualTo("861 step 861");
  }

  private List<String> rows() {
    return rows(Samples.ended("t0"), null);
  }

  private List<String> rows(ThreadView first, @Nullable Failure error) {
    return text(Interleaving.rows(finding(p.events(), first, error)));
  }

  private Finding finding(List<Event> events, ThreadView first, @Nullable Failure error) {
    List<ThreadView> threads = List.of(first, Samples.ended("t1"));
    Finding f = Samples.finding(Kind.ASSERTION, "", threads, p, error);
    return new Finding(
        f.kind(), "", threads, events, List.of(), null, error, List.of(), "", 0, 1, "pct", 1, "",
        "", null);
  }

  private static List<String> text(List<Row> rows) {
    return rows.stream()
        .map(InterleavingTest::text)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String text(Row row) {
    return switch (row) {
      case Step s -> s.number() + " " + s.what();
      case Skipped s -> "skipped " + s.events() + ", last " + s.last();
      case Repeated r -> r.rows() + " rows " + r.times() + " times " + r.events();
    };
  }
}
