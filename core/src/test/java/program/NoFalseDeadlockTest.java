package program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.Checker;
import dev.signalbox.core.sync.Fairness;
import dev.signalbox.core.sync.Mutex;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long waits in an order without cycles, under the policy that would break a cycle. */
@Timeout(120)
@SuppressWarnings("LockNotBeforeTry")
class NoFalseDeadlockTest {
  private static final int LOCKS = 4;
  private static final int THREADS = 4;
  private static final int ROUNDS = 5;
  private static final long LONGEST_HOLD = 2_000; // ms: twenty times what a search waits for

  /** On the checker's clock, each execution with other holding times: hours in all. */
  @Test
  void inHoursOfTheVirtualClock() {
    AtomicLong nanos = new AtomicLong();
    for (int seed = 1; seed <= 100; seed++) {
      int random = seed;
      Checker.defaults()
          .schedules(20)
          .races(false)
          .seed(seed)
          .check(() -> nanos.addAndGet(run(new Random(random))));
    }
    assertThat(TimeUnit.NANOSECONDS.toHours(nanos.get())).isPositive();
  }

  /** How long it took. */
  private static long run(Random random) throws InterruptedException {
    long begin = System.nanoTime();
    WaitGraph.policy(DeadlockPolicy.FAIL);
    List<Mutex> locks = new ArrayList<>();
    for (int i = 0; i < LOCKS; i++) {
      locks.add(Mutex.named("m" + i, Fairness.values()[i % 3]));
    }
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      Random own = new Random(random.nextLong());
      threads[i] =
          (i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform())
              .start(() -> takeInOrder(locks, own));
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(WaitGraph.waits()).isEmpty();
    return System.nanoTime() - begin;
  }

  private static void takeInOrder(List<Mutex> locks, Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      int from = random.nextInt(LOCKS);
      int to = from + 1 + random.nextInt(LOCKS - from);
      for (int i = from; i < to; i++) {
        locks.get(i).lock();
        sleep(random.nextLong(LONGEST_HOLD));
      }
      for (int i = to - 1; i >= from; i--) {
        locks.get(i).unlock();
      }
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis); // on the virtual clock
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
