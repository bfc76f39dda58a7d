package program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.sync.Fairness;
import dev.signalbox.core.sync.Mutex;
import dev.signalbox.core.waitgraph.Deadlock;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, as it runs in production. */
@Timeout(120)
@SuppressWarnings("LockNotBeforeTry")
class SoakTest {
  /** With searches all the time, under the policy that would break a deadlock. */
  @Test
  void tenThousandVirtualThreads() throws Exception {
    List<Deadlock> told = new CopyOnWriteArrayList<>();
    Consumer<Deadlock> listener = told::add;
    WaitGraph.onDeadlock(listener);
    WaitGraph.searchAfter(Duration.ofMillis(1));
    WaitGraph.policy(DeadlockPolicy.FAIL);
    try {
      List<Mutex> locks = new ArrayList<>();
      for (Fairness f : Fairness.values()) {
        locks.add(Mutex.named(f.name(), f));
      }
      int[] counters = new int[locks.size()];
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        threads.add(Thread.startVirtualThread(() -> countIn(locks, counters, go)));
      }
      go.countDown();
      for (Thread t : threads) {
        t.join();
      }
      assertThat(counters).containsOnly(10_000);
      assertThat(told).isEmpty();
      assertThat(locks).noneMatch(Mutex::isLocked);
      assertThat(WaitGraph.waits()).isEmpty();
    } finally {
      WaitGraph.removeListener(listener);
      WaitGraph.searchAfter(Duration.ofMillis(100));
      WaitGraph.policy(DeadlockPolicy.REPORT);
    }
  }

  private static void countIn(List<Mutex> locks, int[] counters, CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    locks.forEach(Mutex::lock);
    Thread.yield();
    for (int i = 0; i < counters.length; i++) {
      counters[i]++;
    }
    locks.forEach(Mutex::unlock);
  }
}
