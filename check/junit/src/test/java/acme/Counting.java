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
}
