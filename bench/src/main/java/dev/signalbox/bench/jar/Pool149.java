package dev.signalbox.bench.jar;

import org.apache.commons.pool.impl.GenericObjectPool;

/**
 * POOL-149: a client that is permitted to make an object between its look at the permit and its
 * wait misses the notification.
 */
final class Pool149 {
  private Pool149() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPool pool = new GenericObjectPool(new Factory(true), 1);
    Object only = pool.borrowObject();
    Thread client = Client.start("client", () -> pool.returnObject(pool.borrowObject()));
    pool.invalidateObject(only);
    client.join();
  }
}
