package program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.CheckReport;
import dev.signalbox.check.Checker;
import dev.signalbox.core.sync.LockOrder;
import dev.signalbox.core.sync.LockOrderException;
import dev.signalbox.core.sync.LockSet;
import dev.signalbox.core.sync.Mutex;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lock orders and lock sets in many interleavings of small scenarios. */
@Timeout(240)
class LockOrderExplorationTest {
  @TempDir private Path folder;

  @Test
  void ofTwoContradictingOrdersExactlyOneIsRejected() {
    CheckReport report =
        Checker.defaults()
            .schedules(3000)
            .time(Duration.ofSeconds(60))
            .report(folder)
            .check(
                () -> {
                  LockOrder order = new LockOrder(LockOrder.Policy.THROW);
                  Lock a = order.guard("a", new ReentrantLock());
                  Lock b = order.guard("b", new ReentrantLock());
                  AtomicInteger rejected = new AtomicInteger();
                  Thread other = Thread.ofVirtual().start(() -> nested(b, a, rejected));
                  nested(a, b, rejected);
                  other.join();
                  assertThat(rejected.get()).isEqualTo(1);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void ofThreeOrdersThatCloseACycleOneIsRejected() {
    CheckReport report =
        Checker.defaults()
            .schedules(1500)
            .time(Duration.ofSeconds(60))
            .report(folder)
            .check(
                () -> {
                  LockOrder order = new LockOrder(LockOrder.Policy.THROW);
                  Lock a = order.guard("a", new ReentrantLock());
                  Lock b = order.guard("b", new ReentrantLock());
                  Lock c = order.guard("c", new ReentrantLock());
                  AtomicInteger rejected = new AtomicInteger();
                  Thread one = Thread.ofVirtual().start(() -> nested(a, b, rejected));
                  Thread two = Thread.ofVirtual().start(() -> nested(b, c, rejected));
                  nested(c, a, rejected);
                  one.join();
                  two.join();
                  assertThat(rejected.get()).isEqualTo(1);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  private static void nested(Lock first, Lock second, AtomicInteger rejected) {
    first.lock();
    try {
      second.lock();
      second.unlock();
    } catch (LockOrderException e) {
      rejected.incrementAndGet();
    } finally {
      first.unlock();
    }
  }

  @Test
  void declarationsAreMadeWholeOrNotAtAll() {
    CheckReport report =
        Checker.defaults()
            .schedules(3000)
            .time(Duration.ofSeconds(60))
            .report(folder)
            .check(
                () -> {
                  LockOrder order = new LockOrder(LockOrder.Policy.THROW);
                  Lock a = order.guard("a", new ReentrantLock());
                  Lock b = order.guard("b", new ReentrantLock());
                  AtomicInteger rejected = new AtomicInteger();
                  Thread other =
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                try {
                                  order.declare("a", "b", "a");
                                } catch (LockOrderException e) {
                                  rejected.incrementAndGet();
                                }
                              });
                  nested(a, b, rejected);
                  other.join();
                  assertThat(rejected.get()).isEqualTo(1);
                  nested(b, a, rejected);
                  assertThat(rejected.get()).isEqualTo(2);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  @Test
  void overlappingSets() {
    CheckReport report =
        Checker.defaults()
            .schedules(2000)
            .time(Duration.ofSeconds(60))
            .report(folder)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Lock a = new ReentrantLock();
                  Lock b = new ReentrantLock();
                  Lock c = Mutex.named("c");
                  int[] count = new int[3];
                  Thread one = Thread.ofVirtual().start(() -> add(count, 0, 1, a, b));
                  Thread two = Thread.ofVirtual().start(() -> add(count, 1, 2, b, c));
                  add(count, 2, 0, c, a);
                  one.join();
                  two.join();
                  assertThat(count).containsExactly(2, 2, 2);
                });
    assertThat(report.executions()).isGreaterThan(100);
  }

  /** Each count is guarded by the lock at its place: a, b, c. */
  private static void add(int[] count, int i, int j, Lock first, Lock second) {
    try (LockSet.Held _ = LockSet.of(first, second).acquire()) {
      count[i]++;
      count[j]++;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSetAgainstOneWhoNests() {
    for (boolean reversed : new boolean[] {false, true}) {
      CheckReport report =
          Checker.defaults()
              .schedules(1000)
              .time(Duration.ofSeconds(30))
              .report(folder)
              .check(
                  () -> {
                    Lock a = new ReentrantLock();
                    Lock b = new ReentrantLock();
                    int[] count = new int[2];
                    Thread other = Thread.ofVirtual().start(() -> add(count, 0, 1, a, b));
                    Lock first = reversed ? b : a;
                    Lock second = reversed ? a : b;
                    first.lock();
                    second.lock();
                    count[0]++;
                    count[1]++;
                    second.unlock();
                    first.unlock();
                    other.join();
                    assertThat(count).containsExactly(2, 2);
                  });
      assertThat(report.executions()).isGreaterThan(100);
    }
  }

  @Test
  void nothingIsHeldAfterAFailure() {
    CheckReport report =
        Checker.defaults()
            .schedules(2000)
            .time(Duration.ofSeconds(60))
            .report(folder)
            .check(
                () -> {
                  WaitGraph.policy(DeadlockPolicy.OFF);
                  Lock a = new ReentrantLock();
                  Lock b = Mutex.named("b");
                  Lock c = new ReentrantLock();
                  b.lock();
                  Thread other =
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                try {
                                  LockSet.of(a, b, c).acquire(Duration.ofMillis(2)).close();
                                } catch (InterruptedException | TimeoutException e) {
                                  // either may be
                                }
                              });
                  other.interrupt();
                  b.unlock();
                  other.join();
                  assertThat(a.tryLock() && b.tryLock() && c.tryLock()).isTrue();
                });
    assertThat(report.executions()).isGreaterThan(100);
  }
}
