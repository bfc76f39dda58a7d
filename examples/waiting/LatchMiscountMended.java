package waiting;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mended: {@code countDown} stands in {@code finally}, so that every way out of the worker counts.
 *
 * <p>Reference section: Condition Variables. Broken in {@link LatchMiscount}.
 */
public final class LatchMiscountMended {
  private final CountDownLatch finished = new CountDownLatch(2);
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final AtomicInteger version = new AtomicInteger();

  void refresh() {
    try {
      if (!refreshing.compareAndSet(false, true)) {
        return;
      }
      version.incrementAndGet();
      refreshing.set(false);
    } finally {
      finished.countDown();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    LatchMiscountMended index = new LatchMiscountMended();
    Thread.ofPlatform().name("worker-1").start(index::refresh);
    Thread.ofPlatform().name("worker-2").start(index::refresh);
    index.finished.await();

    if (index.version.get() < 1) {
      throw new AssertionError("nobody refreshed, the version is " + index.version);
    }
  }
}
