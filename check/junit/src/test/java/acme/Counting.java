package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.check.junit.Check;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Counting {
  @Test
  @Check(schedules = 300, seed = 1)
  void broken() throws InterruptedException {
    count(new Counter(), 2);
  }

  @Test
  @Check(schedules = 300, seed = 1)
  void mended() throws InterruptedException {
    count(new SafeCounter(), 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @Check(schedules = 300, seed = 1)
  void brokenForMoreThanOne(int threads) throws InterruptedException {
    count(new Counter(), threads);
  }

  @RepeatedTest(2)
  @Check(schedules = 300, seed = 1)
  void repeated() throws InterruptedException {
    count(new Counter(), 2);
  }

  private static void count(Counter counter, int threads) throws InterruptedException {
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] = Thread.ofPlatform().name("counting-" + i).start(counter::increment);
    }
    for (Thread t : all) {
      t.join();
    }
    assertEquals(threads, counter.value());
  }

  /** Both threads go through the same lines at the same time, and that is fine. */
  @Test
  @Check(schedules = 300, seed = 1)
  void atomic() throws InterruptedException {
    var counter = new java.util.concurrent.atomic.AtomicInteger();
    Thread first = Thread.ofPlatform().start(() -> increment(counter));
    Thread second = Thread.ofPlatform().start(() -> increment(counter));
    first.join();
    second.join();
    assertEquals(2, counter.get());
  }

  private static void increment(java.util.concurrent.atomic.AtomicInteger counter) {
    counter.incrementAndGet();
  }
}
