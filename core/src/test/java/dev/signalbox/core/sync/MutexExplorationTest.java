package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interleavings of small uses of the mutex, by the checker: all of them, or very many. */
@SuppressWarnings("LockNotBeforeTry")
class MutexExplorationTest {
  private static int inside;

  /** What each body ends with: nothing is held, nobody waits. */
  private static void assertIsFree(Mutex m) {
    assertThat(m.isLocked()).isFalse();
    assertThat(m.queue()).isEmpty();
    assertThat(m.tryLock()).isTrue();
    m.unlock();
  }

  private static void enter(Mutex m) {
    inside++;
    assertThat(inside).isEqualTo(1);
    inside--;
    m.unlock();
  }

  private static Mutex mutex(Fairness fairness) {
    WaitGraph.policy(DeadlockPolicy.OFF); // no thread that searches
    inside = 0;
    return Mutex.named("m", fairness);
  }

  private static CheckSettings some() {
    return Checker.defaults().seed(1).schedules(20_000).time(Duration.ofSeconds(20));
  }

  private static CheckSettings all(int preemptions) {
    return Checker.defaults().exhaustive(preemptions).time(Duration.ofSeconds(20));
  }

  private static void twoExclude(Fairness fairness) throws InterruptedException {
    Mutex m = mutex(fairness);
    Thread other =
        Thread.startVirtualThread(
            () -> {
              m.lock();
              enter(m);
            });
    m.lock();
    enter(m);
    other.join();
    assertIsFree(m);
  }

  @ParameterizedTest
  @EnumSource
  void twoThreadsExcludeEachOther(Fairness fairness) {
    all(2).check(() -> twoExclude(fairness));
    some().check(() -> twoExclude(fairness));
  }

  @ParameterizedTest
  @EnumSource
  void threeThreadsInTwoRounds(Fairness fairness) {
    some()
        .check(
            () -> {
              Mutex m = mutex(fairness);
              Thread[] others = new Thread[3];
              for (int i = 0; i < others.length; i++) {
                others[i] =
                    Thread.startVirtualThread(
                        () -> {
                          for (int round = 0; round < 2; round++) {
                            m.lock();
                            enter(m);
                          }
                        });
              }
              for (Thread t : others) {
                t.join();
              }
              assertIsFree(m);
            });
  }

  /** At each point of the wait comes an interrupt, or the end of the time, or the lock. */
  @ParameterizedTest
  @EnumSource
  void interruptsAndTimeoutsLoseNothing(Fairness fairness) {
    some()
        .check(
            () -> {
              Mutex m = mutex(fairness);
              Thread interrupted = Thread.startVirtualThread(() -> lockInterruptibly(m));
              Thread timed = Thread.startVirtualThread(() -> tryLock(m));
              Thread plain =
                  Thread.startVirtualThread(
                      () -> {
                        m.lock();
                        enter(m);
                      });
              m.lock();
              interrupted.interrupt();
              enter(m);
              interrupted.join();
              timed.join();
              plain.join();
              assertIsFree(m);
            });
  }

  /** Kept for the first in line after a millisecond, and free again if that one leaves. */
  @ParameterizedTest
  @EnumSource
  void isNotKeptForWhoHasLeft(Fairness fairness) {
    some()
        .check(
            () -> {
              Mutex m = mutex(fairness);
              m.lock();
              Thread interrupted = Thread.startVirtualThread(() -> lockInterruptibly(m));
              Thread.sleep(2);
              enter(m);
              m.lock();
              interrupted.interrupt();
              enter(m);
              interrupted.join();
              assertIsFree(m);
            });
  }

  private static void lockInterruptibly(Mutex m) {
    try {
      m.lockInterruptibly();
    } catch (InterruptedException e) {
      return;
    }
    enter(m);
  }

  private static void tryLock(Mutex m) {
    try {
      if (m.tryLock(1, TimeUnit.MILLISECONDS)) {
        enter(m);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean ready;

  @ParameterizedTest
  @EnumSource
  void noSignalIsLost(Fairness fairness) {
    some()
        .check(
            () -> {
              Mutex m = mutex(fairness);
              ready = false;
              Condition c = m.newCondition();
              Thread waiter =
                  Thread.startVirtualThread(
                      () ->
                          m.run(
                              () -> {
                                while (!ready) {
                                  c.awaitUninterruptibly();
                                }
                              }));
              Thread leaver = Thread.startVirtualThread(() -> await(m, c));
              leaver.interrupt();
              m.run(
                  () -> {
                    ready = true;
                    c.signal();
                    c.signal();
                  });
              waiter.join();
              leaver.join();
              assertIsFree(m);
            });
  }

  private static void await(Mutex m, Condition c) {
    m.lock();
    try {
      while (!ready) {
        c.await();
      }
    } catch (InterruptedException e) {
      assertThat(m.isHeldByCurrentThread()).isTrue();
    } finally {
      m.unlock();
    }
  }
}
