package dev.signalbox.bench.jar;

import org.apache.commons.pool.impl.GenericKeyedObjectPool;

/**
 * POOL-146: a client that waits for an object of an exhausted key holds up those that want one of
 * another key.
 */
final class Pool146 {
  private Pool146() {}

  public static void main(String[] args) throws Exception {
    GenericKeyedObjectPool pool = new GenericKeyedObjectPool(new Factory.Keyed(), 1);
    Object a = pool.borrowObject("a");
    Thread client = Client.start("client", () -> pool.returnObject("a", pool.borrowObject("a")));
    pool.returnObject("b", pool.borrowObject("b"));
    pool.returnObject("a", a);
    client.join();
  }
}
