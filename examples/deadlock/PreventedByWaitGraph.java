package deadlock;

import dev.signalbox.core.sync.Mutex;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Mended by detection: both hold what the other one wants, the cycle is found (its report is
 * logged), and the wait that began last fails. That thread gives back what it has, and the other
 * one goes on.
 *
 * <p>Reference section: Deadlock, prevention strategy 3. Broken in {@link TwoReentrantLocks}.
 */
public final class PreventedByWaitGraph {
  private final Mutex stock = Mutex.named("stock");
  private final Mutex orders = Mutex.named("orders");
  private final CyclicBarrier bothHoldOne = new CyclicBarrier(2);
  private int movements;

  /** Says whether it had to give way. */
  private boolean move(Mutex first, Mutex second) throws Exception {
    first.lock();
    try {
      bothHoldOne.await();
      second.run(() -> movements++);
      return false;
    } catch (DeadlockException e) {
      System.out.println("broken: a deadlock of " + e.deadlock().links().size() + " threads");
    } finally {
      first.unlock();
    }
    second.run(() -> first.run(() -> movements++)); // behind the other one, not before it
    return true;
  }

  public static void main(String[] args) throws Exception {
    WaitGraph.policy(DeadlockPolicy.FAIL);
    PreventedByWaitGraph shop = new PreventedByWaitGraph();
    int gaveWay;
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mover-", 1).factory())) {
      Future<Boolean> a = executor.submit(() -> shop.move(shop.stock, shop.orders));
      Future<Boolean> b = executor.submit(() -> shop.move(shop.orders, shop.stock));
      gaveWay = (a.get() ? 1 : 0) + (b.get() ? 1 : 0);
    }

    System.out.println(shop.movements + " movements, " + gaveWay + " gave way");
    if (shop.movements != 2 || gaveWay != 1) {
      throw new AssertionError("one of the two gives way, and both are done");
    }
  }
}
