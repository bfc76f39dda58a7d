package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.Body;
import dev.signalbox.check.CheckReport;
import dev.signalbox.check.Checker;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All interleavings with few preemptions; a lost wake-up would be a deadlock, no exclusion a race.
 */
@Timeout(180)
class ReadWriteMutexExplorationTest {
  private static void explore(Body body) {
    CheckReport report =
        Checker.defaults().schedules(2_000).time(Duration.ofSeconds(6)).check(body);
    assertThat(report.executions()).isGreaterThan(100);
  }

  private static void exploreAll(Body body) {
    CheckReport report = Checker.defaults().exhaustive(1).time(Duration.ofSeconds(60)).check(body);
    assertThat(report.executions()).isGreaterThan(100);
  }

  /** The plain fields that the lock guards. */
  private static final class Pair {
    final ReadWriteMutex rw;
    int a;
    int b;

    Pair(int slots) {
      WaitGraph.policy(DeadlockPolicy.OFF);
      rw = ReadWriteMutex.small(slots);
    }

    void write() {
      rw.writeLock()
          .run(
              () -> {
                a++;
                b++;
              });
    }

    void read() {
      rw.readLock().run(this::same);
    }

    void same() {
      if (a != b) {
        throw new AssertionError(a + " != " + b);
      }
    }

    void upgrade() {
      rw.readLock().lock();
      try {
        int before = a;
        write();
        if (a != before + 1) {
          throw new AssertionError("somebody wrote between");
        }
      } catch (UpgradeConflictException e) {
        same();
      } finally {
        rw.readLock().unlock();
      }
    }
  }

  private static void together(Runnable... bodies) throws InterruptedException {
    Thread[] threads = new Thread[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      threads[i] = new Thread(bodies[i]);
      threads[i].start();
    }
    for (Thread t : threads) {
      t.join();
    }
  }

  @Test
  void readersAndAWriterThroughTheEndOfTheBias() {
    explore(
        () -> {
          Pair p = new Pair(2);
          together(
              p::read,
              () -> {
                p.write();
                p.write();
              });
          p.read();
        });
  }

  @Test
  void readersThatShareAPlace() {
    explore(
        () -> {
          Pair p = new Pair(1);
          together(p::read, p::read, p::write);
        });
  }

  @Test
  void theBiasComesBack() {
    explore(
        () -> {
          Pair p = new Pair(1);
          p.write();
          for (int i = 0; i < 9; i++) {
            p.read();
          }
          together(
              () -> {
                p.read();
                p.read();
              },
              p::write);
        });
  }

  @Test
  void upgrades() {
    exploreAll(
        () -> {
          Pair p = new Pair(2);
          together(p::upgrade, p::upgrade);
        });
  }

  @Test
  void anUpgradeAndAWriter() {
    explore(
        () -> {
          Pair p = new Pair(1);
          together(p::upgrade, p::write, p::read);
        });
  }

  @Test
  void aWriterThatGivesUp() {
    explore(
        () -> {
          Pair p = new Pair(2);
          together(
              () -> {
                try {
                  if (p.rw.writeLock().tryLock(1, TimeUnit.MILLISECONDS)) {
                    p.rw.writeLock().unlock();
                  }
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              },
              p::read,
              p::write);
          if (!p.rw.writeLock().tryLock()) {
            throw new AssertionError("not free: " + p.rw.readers());
          }
        });
  }

  @Test
  void tryingToUpgrade() {
    exploreAll(
        () -> {
          Pair p = new Pair(2);
          Runnable tries =
              () -> {
                p.rw.readLock().lock();
                if (p.rw.writeLock().tryLock()) {
                  p.a++;
                  p.b++;
                  p.rw.writeLock().unlock();
                }
                p.same();
                p.rw.readLock().unlock();
              };
          together(tries, tries);
          p.write();
        });
  }
}
