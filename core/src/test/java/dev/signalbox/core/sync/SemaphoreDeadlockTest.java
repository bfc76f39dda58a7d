package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.core.waitgraph.Deadlock;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which waits for permits can never end, and which only look so. */
@Timeout(60)
class SemaphoreDeadlockTest {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @BeforeEach
  void searchOnDemandOnly() {
    WaitGraph.policy(DeadlockPolicy.OFF);
  }

  @AfterEach
  void nothingEscaped() {
    WaitGraph.policy(DeadlockPolicy.REPORT);
    assertThat(failures).isEmpty();
    assertThat(WaitGraph.deadlocks()).isEmpty();
  }

  private Thread start(boolean virtual, Kinds.Body body) {
    return Kinds.start(virtual, failures, body);
  }

  /** Unless it is interrupted before. */
  private static void acquireAndRelease(Semaphore s, int permits) {
    try {
      s.acquire(permits);
      s.release(permits);
    } catch (InterruptedException e) {
      // has got nothing
    }
  }

  /** Unless it is interrupted before. */
  private static void lockAndUnlock(Mutex m) {
    try {
      m.lockInterruptibly();
      m.unlock();
    } catch (InterruptedException e) {
      // has not got it
    }
  }

  private static void end(Thread... threads) throws InterruptedException {
    for (Thread t : threads) {
      t.interrupt();
      t.join();
    }
  }

  private static void untilWaits(Semaphore s, Thread... threads) {
    for (Thread t : threads) {
      Kinds.until(
          () -> s.queue().contains(t) && WaitGraph.waits().stream().anyMatch(w -> w.thread() == t));
    }
  }

  private static List<Thread> threads(Deadlock d) {
    return d.links().stream().map(Deadlock.Link::thread).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThreadThatHoldsAllWaitsForItself(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("self", 2);
    Thread t =
        start(
            virtual,
            () -> {
              s.acquire(2);
              acquireAndRelease(s, 1);
              s.release(2);
            });
    untilWaits(s, t);
    assertThat(WaitGraph.deadlocks()).hasSize(1);
    Deadlock d = WaitGraph.deadlocks().getFirst();
    assertThat(threads(d)).containsExactly(t);
    assertThat(d.links().getFirst().holder()).isSameAs(t);
    assertThat(d.toString()).contains("waits for semaphore \"self\"");
    end(t);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoThatEachWantMoreThanIsLeft(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 4);
    CountDownLatch both = new CountDownLatch(2);
    Kinds.Body body =
        () -> {
          s.acquire(2);
          both.countDown();
          both.await();
          acquireAndRelease(s, 1);
          s.release(2);
        };
    Thread a = start(virtual, body);
    Thread b = start(virtual, body);
    untilWaits(s, a, b);
    List<Deadlock> found = WaitGraph.deadlocks();
    assertThat(found).isNotEmpty();
    assertThat(threads(found.getFirst())).isSubsetOf(a, b);
    end(a, b);
    assertThat(s.available()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThirdHolderThatGoesOnIsEnoughIfItHoldsEnough(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 3);
    Mutex m = Mutex.named("m");
    s.acquire(); // this thread goes on
    Thread a =
        start(
            virtual,
            () -> {
              s.acquire(2);
              end.await();
              lockAndUnlock(m);
              s.release(2);
            });
    Kinds.until(() -> s.available() == 0);
    Thread b =
        start(
            virtual,
            () -> {
              m.lock();
              end.countDown();
              s.acquire(1);
              s.release();
              acquireAndRelease(s, 2); // of the three, one can be had
              m.unlock();
            });
    untilWaits(s, b);
    Kinds.until(() -> m.queue().contains(a));
    assertThat(WaitGraph.deadlocks()).isEmpty();
    s.release();
    Kinds.until(() -> s.available() == 1);
    Kinds.until(() -> !WaitGraph.deadlocks().isEmpty());
    assertThat(threads(WaitGraph.deadlocks().getFirst())).containsExactlyInAnyOrder(a, b);
    end(a, b);
    assertThat(s.available()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneBehindAnotherThatIsStuck(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 4, Fairness.FIFO);
    Mutex m = Mutex.named("m");
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch large = new CountDownLatch(1);
    Thread a =
        start(
            virtual,
            () -> {
              s.acquire(2);
              locked.await();
              lockAndUnlock(m);
              s.release(2);
            });
    Thread b =
        start(
            virtual,
            () -> {
              m.lock();
              locked.countDown();
              large.await();
              acquireAndRelease(s, 1); // there are two, but the one before it wants all
              m.unlock();
            });
    Kinds.until(() -> m.queue().contains(a));
    Thread c = start(virtual, () -> acquireAndRelease(s, 4));
    untilWaits(s, c);
    assertThat(WaitGraph.deadlocks()).isEmpty();
    large.countDown();
    untilWaits(s, b);
    assertThat(WaitGraph.deadlocks()).hasSize(1);
    assertThat(threads(WaitGraph.deadlocks().getFirst())).containsExactlyInAnyOrder(a, b, c);
    end(c);
    Kinds.until(() -> s.available() >= 1);
    end(b, a);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void permitsOfAThreadThatEnded(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 2);
    Thread dead = start(virtual, s::acquire);
    dead.join();
    Thread t = start(virtual, () -> acquireAndRelease(s, 2));
    untilWaits(s, t);
    assertThat(WaitGraph.deadlocks()).hasSize(1);
    assertThat(WaitGraph.deadlocks().getFirst().toString()).contains("which has ended");
    end(t);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void permitsThatAnyThreadMayCloseAreNoObstacleBeforeTheyAreLeaked(boolean virtual)
      throws Exception {
    Semaphore s = Semaphore.named("s", 1);
    List<Permits> taken = new CopyOnWriteArrayList<>();
    Thread t =
        start(
            virtual,
            () -> {
              taken.add(s.take());
              acquireAndRelease(s, 1);
            });
    untilWaits(s, t);
    assertThat(WaitGraph.deadlocks()).isEmpty();
    taken.clear();
    while (WaitGraph.deadlocks().isEmpty()) {
      System.gc();
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(WaitGraph.deadlocks().getFirst().toString())
        .contains("which nobody is left to let go of");
    end(t);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRequestForMoreThanTheSizeMayBeServedOneDay(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 0);
    Thread t = start(virtual, () -> s.run(2, () -> {}));
    Thread behind = start(virtual, () -> s.run(() -> {}));
    untilWaits(s, t, behind);
    assertThat(WaitGraph.deadlocks()).isEmpty();
    s.resize(2);
    t.join();
    behind.join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timedWaitsEndByThemselves(boolean virtual) throws Exception {
    Semaphore s = Semaphore.named("s", 1);
    Thread t =
        start(
            virtual,
            () -> {
              s.acquire();
              assertThatExceptionOfType(InterruptedException.class)
                  .isThrownBy(() -> s.tryAcquire(1, Duration.ofDays(1)));
              s.release();
            });
    untilWaits(s, t);
    assertThat(WaitGraph.deadlocks()).isEmpty();
    end(t);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeadlockIsBrokenAndNothingAcquired(boolean virtual) throws Exception {
    WaitGraph.policy(DeadlockPolicy.FAIL);
    Semaphore s = Semaphore.named("s", 2);
    List<DeadlockException> broken = new CopyOnWriteArrayList<>();
    Thread t =
        start(
            virtual,
            () -> {
              s.acquire(2);
              try {
                s.acquireUninterruptibly();
              } catch (DeadlockException e) {
                broken.add(e);
              }
              s.release(2);
            });
    t.join();
    assertThat(broken).hasSize(1);
    assertThat(Objects.requireNonNull(broken.getFirst().getMessage()))
        .contains("deadlock of 1 thread");
    assertThat(s.available()).isEqualTo(2);
  }
}
