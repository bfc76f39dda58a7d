package dev.signalbox.bench.jar;

import org.apache.commons.pool.impl.GenericObjectPool;

/**
 * POOL-162: a client that is interrupted while it waits stays in the queue, and the next object is
 * given to it for ever.
 */
final class Pool162 {
  private Pool162() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPool pool = new GenericObjectPool(new Factory(true), 1);
    Object only = pool.borrowObject();
    Thread client = Client.start("client", () -> use(pool));
    client.interrupt();
    pool.returnObject(only);
    pool.returnObject(pool.borrowObject());
    client.join();
  }

  private static void use(GenericObjectPool pool) throws Exception {
    try {
      pool.returnObject(pool.borrowObject());
    } catch (InterruptedException e) {
      // It goes without.
    }
  }
}
