package race;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mended: an {@link AtomicInteger} adds in one indivisible step, so that no lock is needed.
 *
 * <p>Reference section: Race Condition (fix with an atomic operation). Broken in {@link
 * CounterRace}.
 */
public final class CounterWithAtomic {
  private CounterWithAtomic() {}

  public static void main(String[] args) {
    AtomicInteger counter = new AtomicInteger();

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.execute(counter::incrementAndGet);
      executor.execute(counter::incrementAndGet);
    }

    if (counter.get() != 2) {
      throw new AssertionError("counter is " + counter + " after 2 increments");
    }
  }
}
