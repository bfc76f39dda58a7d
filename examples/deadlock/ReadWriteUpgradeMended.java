package deadlock;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Mended: the reader lets go of the read lock before it asks for the write lock, and looks again
 * once it has it, because another thread may have been there in between.
 *
 * <p>Reference section: Read-Write Lock. Broken in {@link ReadWriteUpgrade}.
 */
public final class ReadWriteUpgradeMended {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private Integer rate;

  int rate() {
    lock.readLock().lock();
    try {
      if (rate != null) {
        return rate;
      }
    } finally {
      lock.readLock().unlock();
    }
    return refresh(19);
  }

  int refresh(int newRate) {
    lock.writeLock().lock();
    try {
      if (rate == null) {
        rate = newRate;
      }
      return rate;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void price(ReadWriteUpgradeMended cache) {
    int price = 100 + cache.rate();
    if (price != 119) {
      throw new AssertionError("the price is " + price);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ReadWriteUpgradeMended cache = new ReadWriteUpgradeMended();
    Thread warmUp = Thread.ofPlatform().name("warm-up").start(() -> cache.refresh(19));
    Thread reader = Thread.ofPlatform().name("reader").start(() -> price(cache));
    warmUp.join();
    reader.join();
  }
}
