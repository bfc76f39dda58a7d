package lockfree;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clean: a counter without a lock. Whoever finds that the value has changed since it was read reads
 * it again and tries once more.
 *
 * <p>Reference section: Compare-and-Swap.
 */
public final class CasCounter {
  private final AtomicInteger value = new AtomicInteger();

  int increment() {
    while (true) {
      int current = value.get();
      if (value.compareAndSet(current, current + 1)) {
        return current + 1;
      }
    }
  }

  private void incrementTwice() {
    increment();
    increment();
  }

  public static void main(String[] args) throws InterruptedException {
    CasCounter counter = new CasCounter();
    Thread first = Thread.ofVirtual().name("first").start(counter::incrementTwice);
    Thread second = Thread.ofVirtual().name("second").start(counter::incrementTwice);
    first.join();
    second.join();

    if (counter.value.get() != 4) {
      throw new AssertionError("counter is " + counter.value + " after 4 increments");
    }
  }
}
