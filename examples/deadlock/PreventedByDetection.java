package deadlock;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Mended by detection: before a thread waits, the table of owners and waiters is searched for a
 * cycle. The thread that would close one gives back what it holds and starts with the other lock.
 *
 * <p>Reference section: Deadlock, prevention strategy 3. Broken in {@link TwoLocks}.
 */
public final class PreventedByDetection {
  private final Map<String, Thread> owners = new HashMap<>();
  private final Map<Thread, String> waiters = new HashMap<>();
  private int movements;

  /** Takes the lock, or returns false at once if waiting for it would close a cycle. */
  private synchronized boolean acquire(String lock) throws InterruptedException {
    Thread me = Thread.currentThread();
    while (owners.containsKey(lock)) {
      Thread owner = owners.get(lock);
      while (owner != null && owner != me) {
        owner = owners.get(waiters.get(owner));
      }
      if (owner == me) {
        return false;
      }
      waiters.put(me, lock);
      wait();
      waiters.remove(me);
    }
    owners.put(lock, me);
    return true;
  }

  private synchronized void releaseAll() {
    owners.values().removeIf(owner -> owner == Thread.currentThread());
    notifyAll();
  }

  private boolean move(String first, String second) throws InterruptedException {
    try {
      if (acquire(first) && acquire(second)) {
        movements++;
        return true;
      }
    } finally {
      releaseAll();
    }
    return move(second, first);
  }

  public static void main(String[] args) throws Exception {
    PreventedByDetection shop = new PreventedByDetection();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Future<Boolean> a = executor.submit(() -> shop.move("stock", "orders"));
      Future<Boolean> b = executor.submit(() -> shop.move("orders", "stock"));
      a.get();
      b.get();
    }

    if (shop.movements != 2) {
      throw new AssertionError("2 movements were made, counted " + shop.movements);
    }
  }
}
