package pools;

import java.util.ConcurrentModificationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mended: the permit is released in {@code finally}, whether the update was accepted or refused.
 *
 * <p>Reference section: Semaphore. Broken in {@link LeakedPermit}.
 */
public final class LeakedPermitMended {
  private final Semaphore connections = new Semaphore(1);
  private final AtomicInteger version = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private void update(int seen) {
    connections.acquireUninterruptibly();
    try {
      if (version.get() != seen) {
        throw new ConcurrentModificationException("version is " + version + ", not " + seen);
      }
      version.set(seen + 1);
    } finally {
      connections.release();
    }
  }

  private void edit() {
    try {
      update(version.get());
    } catch (ConcurrentModificationException _) {
      refused.incrementAndGet();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    LeakedPermitMended document = new LeakedPermitMended();
    Thread alice = Thread.ofPlatform().name("alice").start(document::edit);
    Thread bob = Thread.ofPlatform().name("bob").start(document::edit);
    alice.join();
    bob.join();

    document.connections.acquire();
    if (document.version.get() + document.refused.get() != 2) {
      throw new AssertionError("version " + document.version + ", refused " + document.refused);
    }
  }
}
