package dev.signalbox.bench.jar;

import org.apache.commons.pool.impl.StackKeyedObjectPool;

/**
 * POOL-139: {@code StackKeyedObjectPool.getNumActive()} is not synchronized, and nothing orders it
 * and a thread that borrows.
 */
final class Pool139 {
  private Pool139() {}

  public static void main(String[] args) throws Exception {
    StackKeyedObjectPool pool = new StackKeyedObjectPool(new Factory.Keyed());
    Thread client = Client.start("client", () -> pool.returnObject("a", pool.borrowObject("a")));
    int active = pool.getNumActive();
    client.join();
    if (active > 1) {
      throw new AssertionError(active + " objects are active");
    }
  }
}
