package starvation;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Mended: a fair lock serves in the order of arrival. Readers that come after a waiting writer wait
 * behind it.
 *
 * <p>Reference section: Starvation and Read-Write Lock. Broken in {@link ReaderFlood}.
 */
public final class FairReadWrite {
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private int price = 10;

  /** Looks until the price has risen. */
  private void watch() {
    int seen = 0;
    while (seen <= 10) {
      lock.readLock().lock();
      try {
        seen = price;
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  private void raise() {
    lock.writeLock().lock();
    try {
      price = 11;
    } finally {
      lock.writeLock().unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    FairReadWrite shop = new FairReadWrite();
    Thread[] threads = {
      Thread.ofPlatform().name("reader-1").start(shop::watch),
      Thread.ofPlatform().name("reader-2").start(shop::watch),
      Thread.ofPlatform().name("reader-3").start(shop::watch),
      Thread.ofPlatform().name("writer").start(shop::raise)
    };
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
