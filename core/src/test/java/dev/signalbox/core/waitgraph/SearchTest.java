package dev.signalbox.core.waitgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is a deadlock and what is not, by graphs made by hand. */
@Timeout(60)
class SearchTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @BeforeEach
  void quiet() {
    WaitGraph.policy(DeadlockPolicy.OFF);
  }

  @AfterEach
  void end() throws InterruptedException {
    over.countDown();
    for (Thread t : threads) {
      t.join();
    }
    WaitGraph.policy(DeadlockPolicy.REPORT);
  }

  /** Held, and waited for, as the test says. */
  private static final class Thing implements Resource {
    private final String name;
    volatile Blockers blockers = Blockers.NONE;

    Thing(String name) {
      this.name = name;
    }

    @Override
    public Blockers blockers(Wait wait) {
      return blockers;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final Thing a = new Thing("a");
  private final Thing b = new Thing("b");
  private final Thing c = new Thing("c");

  private Thread waiting(Thing thing, boolean timed) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread t =
        ThreadKind.VIRTUAL.start(
            "waits for " + thing,
            () -> {
              Wait wait = new Wait(thing, timed);
              wait.begin();
              begun.countDown();
              over.await();
              wait.end();
            });
    threads.add(t);
    begun.await();
    return t;
  }

  private Thread running() {
    Thread t = ThreadKind.VIRTUAL.start("runs", over::await);
    threads.add(t);
    return t;
  }

  private static Holder holder(Thread t, long units) {
    return new Holder(t, units, null);
  }

  private static List<List<Thread>> found() {
    return WaitGraph.deadlocks().stream()
        .map(d -> d.links().stream().map(Deadlock.Link::thread).toList())
        .toList();
  }

  @Test
  void aCycleIsOne() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, false);
    a.blockers = Blockers.one(new Holder(wantsB));
    b.blockers = Blockers.one(new Holder(wantsA));
    assertThat(found()).hasSize(1);
    assertThat(found().getFirst()).containsExactlyInAnyOrder(wantsA, wantsB);
    assertThat(WaitGraph.deadlocks().getFirst().toString())
        .startsWith("deadlock of 2 threads")
        .contains("\"waits for a\" waits for a", "held by \"waits for b\"");
  }

  @Test
  void whoWaitsForACycleIsNoPartOfIt() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, false);
    a.blockers = Blockers.one(new Holder(wantsB));
    b.blockers = Blockers.one(new Holder(wantsA));
    c.blockers = Blockers.one(new Holder(wantsA));
    Thread tail = waiting(c, false);
    assertThat(found()).hasSize(1);
    assertThat(found().getFirst()).doesNotContain(tail);
  }

  @Test
  void aChainToOneThatRunsIsNone() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, false);
    a.blockers = Blockers.one(new Holder(wantsB));
    b.blockers = Blockers.one(new Holder(running()));
    assertThat(found()).isEmpty();
    assertThat(wantsA.isAlive()).isTrue();
  }

  @Test
  void aTimeoutEndsACycle() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, true);
    a.blockers = Blockers.one(new Holder(wantsB));
    b.blockers = Blockers.one(new Holder(wantsA));
    assertThat(found()).isEmpty();
  }

  @Test
  void allOfSeveral() throws Exception {
    Thread writer = waiting(a, false);
    Thread reader = waiting(b, false);
    a.blockers = Blockers.all(List.of(new Holder(reader), new Holder(running())));
    b.blockers = Blockers.one(new Holder(writer));
    assertThat(found()).hasSize(1);
  }

  @Test
  void anyOfSeveral() throws Exception {
    Thread receiver = waiting(a, false);
    Thread sender = waiting(b, false);
    Thread free = running();
    b.blockers = Blockers.one(new Holder(receiver));
    a.blockers = Blockers.any(List.of(new Holder(sender), new Holder(free)));
    assertThat(found()).isEmpty();
    a.blockers = Blockers.any(List.of(new Holder(sender)));
    assertThat(found()).hasSize(1);
    a.blockers = Blockers.any(List.of());
    assertThat(found()).anySatisfy(d -> assertThat(d).containsExactly(receiver));
  }

  @Test
  void someUnitsOfMany() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread stuck = waiting(b, false);
    b.blockers = Blockers.one(new Holder(wantsA));
    List<Holder> holders = List.of(holder(stuck, 3), holder(running(), 2));
    a.blockers = new Blockers(holders, 2);
    assertThat(found()).isEmpty();
    a.blockers = new Blockers(holders, 3);
    assertThat(found()).hasSize(1);
  }

  @Test
  void whoWaitsForItself() throws Exception {
    Thread wantsA = waiting(a, false);
    a.blockers = Blockers.one(new Holder(wantsA));
    assertThat(found()).containsExactly(List.of(wantsA));
  }

  @Test
  void aHolderThatHasEnded() throws Exception {
    Thread gone = ThreadKind.PLATFORM.start("gone", () -> {});
    gone.join();
    Thread wantsA = waiting(a, false);
    a.blockers = Blockers.one(new Holder(gone));
    assertThat(found()).containsExactly(List.of(wantsA));
    assertThat(WaitGraph.deadlocks().getFirst().toString())
        .contains("held by \"gone\", which has ended");
  }

  /** Seen as a holder and as a waiter at different moments: no deadlock. */
  @Test
  void aGraphThatChangesMeanwhile() throws Exception {
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, false);
    b.blockers = Blockers.one(new Holder(wantsA));
    int[] calls = {0};
    Resource changing = wait -> calls[0]++ == 0 ? Blockers.one(new Holder(wantsB)) : Blockers.NONE;
    Wait mine = new Wait(changing, false);
    mine.begin();
    try {
      a.blockers = Blockers.one(new Holder(Thread.currentThread()));
      b.blockers = Blockers.one(new Holder(Thread.currentThread()));
      assertThat(found()).isEmpty();
      assertThat(calls[0]).isEqualTo(2);
    } finally {
      mine.end();
    }
  }

  /** It let go, and ended, between one look and the other. */
  @Test
  void aHolderThatEndsMeanwhile() throws Exception {
    Thread wantsA = waiting(a, false);
    Resource passedOn =
        wait -> {
          Thread last = ThreadKind.PLATFORM.start("last", () -> {});
          try {
            last.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return Blockers.one(new Holder(last));
        };
    Wait mine = new Wait(passedOn, false);
    mine.begin();
    try {
      a.blockers = Blockers.one(new Holder(Thread.currentThread()));
      assertThat(found()).isEmpty();
      assertThat(wantsA.isAlive()).isTrue();
    } finally {
      mine.end();
    }
  }

  @Test
  void twoCyclesAreTwo() throws Exception {
    Thing d = new Thing("d");
    Thread wantsA = waiting(a, false);
    Thread wantsB = waiting(b, false);
    Thread wantsC = waiting(c, false);
    Thread wantsD = waiting(d, false);
    a.blockers = Blockers.one(new Holder(wantsB));
    b.blockers = Blockers.one(new Holder(wantsA));
    c.blockers = Blockers.one(new Holder(wantsD));
    d.blockers = Blockers.one(new Holder(wantsC));
    assertThat(found()).hasSize(2);
  }

  @Test
  void waitsNest() {
    Wait outer = new Wait(a, false);
    outer.begin();
    Wait inner = new Wait(b, false);
    inner.begin();
    assertThat(WaitGraph.waits()).containsExactly(inner);
    inner.end();
    assertThat(WaitGraph.waits()).containsExactly(outer);
    outer.end();
    assertThat(WaitGraph.waits()).isEmpty();
  }
}
