package pools;

import java.util.ConcurrentModificationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Broken: an update that comes second is refused with an exception, and the exception leaves past
 * {@code release}. The only permit is gone, and the next acquirer waits for ever.
 *
 * <p>Reference section: Semaphore. Mended in {@link LeakedPermitMended}.
 */
public final class LeakedPermit {
  private final Semaphore connections = new Semaphore(1);
  private final AtomicInteger version = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private void update(int seen) {
    connections.acquireUninterruptibly();
    if (version.get() != seen) {
      throw new ConcurrentModificationException("version is " + version + ", not " + seen);
    }
    version.set(seen + 1);
    connections.release();
  }

  private void edit() {
    try {
      update(version.get());
    } catch (ConcurrentModificationException _) {
      refused.incrementAndGet();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    LeakedPermit document = new LeakedPermit();
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
