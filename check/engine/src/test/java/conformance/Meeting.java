package conformance;

import java.util.concurrent.CountDownLatch;

/** Two threads wait for each other: what each of them does after it is concurrent. */
final class Meeting {
  private final CountDownLatch missing = new CountDownLatch(2);

  void attend() {
    missing.countDown();
    try {
      missing.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
