package race;

/**
 * Broken: two threads add to one counter without a lock. Both may read the same value; one of the
 * two increments is then lost.
 *
 * <p>Reference section: Race Condition. Mended in {@link CounterWithLock} and {@link
 * CounterWithAtomic}.
 */
public final class CounterRace {
  private static int counter;

  private CounterRace() {}

  private static void increment() {
    int temp = counter;
    temp = temp + 1;
    counter = temp;
  }

  public static void main(String[] args) throws InterruptedException {
    Thread first = Thread.ofPlatform().name("first").start(CounterRace::increment);
    Thread second = Thread.ofPlatform().name("second").start(CounterRace::increment);
    first.join();
    second.join();

    if (counter != 2) {
      throw new AssertionError("counter is " + counter + " after 2 increments");
    }
  }
}
