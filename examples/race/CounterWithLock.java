package race;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended: the lock makes reading, adding and writing back one step that no other thread can enter.
 *
 * <p>Reference section: Race Condition (fix with a lock) and Mutex. Broken in {@link CounterRace}.
 */
public final class CounterWithLock {
  private static final Lock COUNTER_LOCK = new ReentrantLock();
  private static int counter;

  private CounterWithLock() {}

  private static void increment() {
    COUNTER_LOCK.lock();
    try {
      counter++;
    } finally {
      COUNTER_LOCK.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread first = Thread.ofPlatform().name("first").start(CounterWithLock::increment);
    Thread second = Thread.ofPlatform().name("second").start(CounterWithLock::increment);
    first.join();
    second.join();

    if (counter != 2) {
      throw new AssertionError("counter is " + counter + " after 2 increments");
    }
  }
}
