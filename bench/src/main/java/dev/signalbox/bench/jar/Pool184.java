package dev.signalbox.bench.jar;

import org.apache.commons.pool.impl.GenericObjectPool;

/**
 * POOL-184: a client waits for the object that is just being evicted; when it is gone, nobody tells
 * the client that it may make another one.
 */
final class Pool184 {
  private Pool184() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPool pool = new GenericObjectPool(new Factory(false), 1);
    pool.setTestWhileIdle(true);
    pool.addObject();
    Thread client = Client.start("client", () -> pool.returnObject(pool.borrowObject()));
    try {
      pool.evict();
    } catch (Exception e) {
      // As the pool's own evictor has it.
    }
    client.join();
  }
}
