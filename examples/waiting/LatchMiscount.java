package waiting;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Broken: a worker that finds a refresh already under way has nothing to do and returns early. It
 * does not count down, and the latch, opened for two, never opens.
 *
 * <p>Reference section: Condition Variables (waiting for a condition that never comes). Mended in
 * {@link LatchMiscountMended}.
 */
public final class LatchMiscount {
  private final CountDownLatch finished = new CountDownLatch(2);
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final AtomicInteger version = new AtomicInteger();

  void refresh() {
    if (!refreshing.compareAndSet(false, true)) {
      return;
    }
    version.incrementAndGet();
    refreshing.set(false);
    finished.countDown();
  }

  public static void main(String[] args) throws InterruptedException {
    LatchMiscount index = new LatchMiscount();
    Thread.ofPlatform().name("worker-1").start(index::refresh);
    Thread.ofPlatform().name("worker-2").start(index::refresh);
    index.finished.await();

    if (index.version.get() < 1) {
      throw new AssertionError("nobody refreshed, the version is " + index.version);
    }
  }
}
