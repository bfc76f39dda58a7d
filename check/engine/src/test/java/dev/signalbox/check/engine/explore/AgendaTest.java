package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever brings which chunk when: what comes out is what one alone would have seen. */
class AgendaTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final int HANDS = 4;

  /** What executions show, by their numbers; there is a second bug 500 after the first. */
  private record Story(long bug, long thirdThread, List<Long> races) {
    Explored explore(Chunk c, Random random) {
      long until = random.nextInt(4) == 0 ? c.first() + random.nextLong(c.size()) : c.last();
      long end = bug == 0 ? Long.MAX_VALUE : c.first() <= bug ? bug : bug + 500;
      long last = c.first() <= end ? Math.min(end, until) : until;
      return new Explored(
          new Chunk(c.first(), last),
          last >= thirdThread ? 3 : 2,
          last,
          races.stream().filter(n -> n >= c.first() && n <= last).toList(),
          last == end ? new Explored.End(Explored.Why.BUG, "bug") : null);
    }
  }

  @Test
  void theOrderOfResultsDoesNotMatter() throws InterruptedException {
    List<Story> stories =
        List.of(
            new Story(0, 1, List.of()),
            new Story(1, 1, List.of()),
            new Story(777, 70, List.of(5L, 770L, 790L)),
            new Story(3000, 2999, List.of(2999L, 3001L)));
    for (Story story : stories) {
      Explored alone = alone(story);
      for (int seed = 0; seed < 300; seed++) {
        assertThat(together(story, new Random(seed))).as("%s, %d", story, seed).isEqualTo(alone);
      }
    }
  }

  private static Explored alone(Story story) {
    long last = story.bug == 0 ? 4000 : story.bug;
    return new Explored(
        new Chunk(1, last),
        last >= story.thirdThread ? 3 : 2,
        last,
        story.races.stream().filter(n -> n <= last).toList(),
        story.bug == 0 ? null : new Explored.End(Explored.Why.BUG, "bug"));
  }

  /** Several have chunks at the same time; some take only a part, some never come back. */
  private static Explored together(Story story, Random random) throws InterruptedException {
    Agenda agenda = new Agenda(LONG, 4000);
    List<Chunk> out = new ArrayList<>();
    for (Chunk c = agenda.poll(); c != null || !out.isEmpty(); c = agenda.poll()) {
      if (c != null) {
        out.add(c);
      }
      if (c == null || out.size() >= HANDS || random.nextBoolean()) {
        Chunk back = out.remove(random.nextInt(out.size()));
        if (random.nextInt(10) == 0) {
          agenda.lost(back);
        } else {
          agenda.done(back, story.explore(back, random));
        }
      }
    }
    assertThat(agenda.take()).isNull();
    assertThat(agenda.executions()).isEqualTo(agenda.result().chunk().last());
    return agenda.result();
  }

  @Test
  void oneThreadIsEnoughToKnowAfterThreeExecutions() throws InterruptedException {
    Agenda agenda = new Agenda(LONG, 0);
    Chunk c = agenda.take();
    assertThat(c).isEqualTo(new Chunk(1, 3));
    agenda.done(new Chunk(1, 3), new Explored(new Chunk(1, 3), 1, 5, List.of(), null));
    assertThat(agenda.take()).isNull();
    assertThat(agenda.executions()).isEqualTo(3);
  }

  @Test
  void aDataRaceLeavesASecond() throws InterruptedException {
    assertThat(left(new Agenda(LONG, 0), List.of(2L))).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(left(new Agenda(LONG, 0), List.of())).isGreaterThan(Duration.ofHours(23));
    assertThat(left(new Agenda(LONG, 900), List.of(2L))).isGreaterThan(Duration.ofHours(23));
    Duration none = left(new Agenda(Duration.ofMillis(1), 0), List.of(2L));
    assertThat(none).isLessThanOrEqualTo(Duration.ofMillis(1));
  }

  /** Of the time, after three executions of which some have a data race. */
  private static Duration left(Agenda agenda, List<Long> races) throws InterruptedException {
    Chunk c = agenda.take();
    if (c == null) {
      throw new AssertionError();
    }
    agenda.done(c, new Explored(c, 2, 5, races, null));
    return Duration.ofNanos(agenda.deadline() - System.nanoTime());
  }

  @Test
  void whenTheTimeIsUpWhatIsDoneCounts() throws InterruptedException {
    Agenda agenda = new Agenda(Duration.ZERO, 0);
    Chunk c = agenda.take();
    assertThat(c).isEqualTo(new Chunk(1, 3));
    agenda.done(new Chunk(1, 3), new Explored(new Chunk(1, 2), 2, 5, List.of(), null));
    assertThat(agenda.take()).isNull();
    assertThat(agenda.executions()).isEqualTo(2);
  }
}
