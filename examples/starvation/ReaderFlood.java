package starvation;

/**
 * Broken: a read-write lock lets readers in whenever no writer is in. The readers overlap, so there
 * is always one in, and the writer that waits for all to be gone waits for ever.
 *
 * <p>Reference section: Starvation and Read-Write Lock. Mended in {@link FairReadWrite}.
 */
public final class ReaderFlood {
  private int readers;
  private boolean writing;
  private int price = 10;

  private synchronized void lockRead() throws InterruptedException {
    while (writing) {
      wait();
    }
    readers++;
  }

  private synchronized void unlockRead() {
    readers--;
    if (readers == 0) {
      notifyAll();
    }
  }

  private synchronized void lockWrite() throws InterruptedException {
    while (writing || readers > 0) {
      wait();
    }
    writing = true;
  }

  private synchronized void unlockWrite() {
    writing = false;
    notifyAll();
  }

  /** Looks until the price has risen. */
  private void watch() {
    try {
      int seen = 0;
      while (seen <= 10) {
        lockRead();
        seen = price;
        unlockRead();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void raise() {
    try {
      lockWrite();
      price = 11;
      unlockWrite();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ReaderFlood shop = new ReaderFlood();
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
