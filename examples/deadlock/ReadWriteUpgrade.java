package deadlock;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Broken: a reader that finds nothing in the cache asks for the write lock while it still holds the
 * read lock. A writer waits until all readers are gone, so it waits for itself.
 *
 * <p>Reference section: Read-Write Lock and Deadlock. Mended in {@link ReadWriteUpgradeMended}.
 */
public final class ReadWriteUpgrade {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private Integer rate;

  void refresh(int newRate) {
    lock.writeLock().lock();
    try {
      rate = newRate;
    } finally {
      lock.writeLock().unlock();
    }
  }

  int rate() {
    lock.readLock().lock();
    try {
      if (rate == null) {
        refresh(19);
      }
      return rate;
    } finally {
      lock.readLock().unlock();
    }
  }

  private static void price(ReadWriteUpgrade cache) {
    int price = 100 + cache.rate();
    if (price != 119) {
      throw new AssertionError("the price is " + price);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ReadWriteUpgrade cache = new ReadWriteUpgrade();
    Thread warmUp = Thread.ofPlatform().name("warm-up").start(() -> cache.refresh(19));
    Thread reader = Thread.ofPlatform().name("reader").start(() -> price(cache));
    warmUp.join();
    reader.join();
  }
}
