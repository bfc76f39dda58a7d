package application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.check.Body;
import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckReport;
import dev.signalbox.check.Checker;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bug is found, and its mended twin comes clean. */
class FindingsTest {
  @TempDir private Path folder;

  private static void together(Body one, Body other) throws Throwable {
    Thread t = new Thread(() -> run(one), "other");
    t.start();
    other.run();
    t.join();
  }

  private static void run(Body body) {
    try {
      body.run();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Counter {
    int plain;
    final AtomicInteger atomic = new AtomicInteger();
  }

  @Test
  void assertion() {
    Body lost =
        () -> {
          Counter c = new Counter();
          together(() -> c.plain++, () -> c.plain++);
          if (c.plain != 2) {
            throw new AssertionError("lost an update");
          }
        };

    CheckFailedError found = Quick.in(folder).withoutRaces().fails(lost);

    assertThat(found)
        .hasMessageStartingWith("assertion: lost an update\n")
        .hasMessageContaining("together(() -> c.plain++, ()")
        .hasMessageContaining("Replay:  Checker.defaults().replay(Path.of(\"" + folder);
    assertThat(
            Quick.in(folder)
                .check(
                    () -> {
                      Counter c = new Counter();
                      together(c.atomic::incrementAndGet, c.atomic::incrementAndGet);
                      if (c.atomic.get() != 2) {
                        throw new AssertionError("lost an update");
                      }
                    })
                .executions())
        .isEqualTo(400);
  }

  @Test
  void race() {
    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      Counter c = new Counter();
                      together(() -> c.plain = 1, () -> c.plain = 1);
                    }))
        .hasMessageStartingWith("race: Counter.plain is written by ");
  }

  @Test
  void exception() {
    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      AtomicInteger n = new AtomicInteger(1);
                      together(() -> n.set(0), () -> n.set(1 / n.get()));
                    }))
        .hasMessageStartingWith("exception: ArithmeticException: / by zero");
  }

  @Test
  void deadlockOfMonitors() {
    CheckFailedError found =
        Quick.in(folder)
            .fails(
                () -> {
                  Object a = new Object();
                  Object b = new Object();
                  together(() -> nest(a, b), () -> nest(b, a));
                });

    assertThat(found).hasMessageStartingWith("deadlock: ");
    Quick.in(folder)
        .check(
            () -> {
              Object a = new Object();
              Object b = new Object();
              together(() -> nest(a, b), () -> nest(a, b));
            });
  }

  private static void nest(Object outer, Object inner) {
    synchronized (outer) {
      synchronized (inner) {
        inner.notifyAll();
      }
    }
  }

  @Test
  void deadlockOfLocks() {
    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      ReentrantLock a = new ReentrantLock();
                      ReentrantLock b = new ReentrantLock();
                      together(() -> nest(a, b), () -> nest(b, a));
                    }))
        .hasMessageStartingWith("deadlock: ");
  }

  private static void nest(ReentrantLock outer, ReentrantLock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  /** Synchronized methods lose their flag, and must lock all the same. */
  private static final class Gate {
    private boolean open;

    synchronized void await() throws InterruptedException {
      while (!open) {
        wait();
      }
    }

    synchronized void open(boolean notify) {
      open = true;
      if (notify) {
        notifyAll();
      }
    }
  }

  @Test
  void lostWakeUp() {
    Gate[] gate = new Gate[1];

    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      gate[0] = new Gate();
                      together(() -> gate[0].await(), () -> gate[0].open(false));
                    }))
        .hasMessageStartingWith("deadlock: ");
    Quick.in(folder)
        .check(
            () -> {
              Gate g = new Gate();
              together(g::await, () -> g.open(true));
            });
  }

  @Test
  void livelock() {
    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      AtomicInteger polite = new AtomicInteger();
                      together(() -> giveWay(polite, 1), () -> giveWay(polite, 2));
                    }))
        .hasMessageMatching("(?s)(livelock|hang): .*");
  }

  private static void giveWay(AtomicInteger turn, int me) {
    while (turn.get() != -1) {
      turn.set(3 - me);
    }
  }

  @Test
  void showsItAgain() {
    Body body =
        () -> {
          Counter c = new Counter();
          together(() -> c.plain++, () -> c.plain++);
          if (c.plain != 2) {
            throw new AssertionError("lost an update");
          }
        };
    CheckFailedError found = Quick.in(folder).fails(body);

    assertThatThrownBy(() -> Checker.defaults().replay(found.replayFiles().getFirst()).check(body))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageStartingWith("assertion: lost an update")
        .hasMessageContaining("replayed in ");
  }

  @Test
  void searchesAll() {
    CheckReport report =
        Checker.defaults()
            .exhaustive()
            .check(
                () -> {
                  Counter c = new Counter();
                  together(c.atomic::incrementAndGet, c.atomic::incrementAndGet);
                });

    assertThat(report.complete()).isTrue();
    assertThat(report).asString().contains("interleavings");
  }

  @Test
  void callsTheCheckByTheMethodThatAsks() {
    assertThatThrownBy(
            () ->
                Checker.defaults()
                    .schedules(1)
                    .report(folder)
                    .check(
                        () -> {
                          throw new AssertionError("always");
                        }))
        .hasMessageStartingWith(
            "assertion: always\n"
                + "  in application.FindingsTest#callsTheCheckByTheMethodThatAsks\n");
    assertThat(folder).isDirectoryContaining("glob:**/report.html");
  }
}
