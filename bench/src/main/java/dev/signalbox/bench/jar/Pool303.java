package dev.signalbox.bench.jar;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * POOL-303: a client waits for the object that another one is making; when that fails, nobody tells
 * the first one.
 */
final class Pool303 {
  private Pool303() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPoolConfig config = new GenericObjectPoolConfig();
    config.setJmxEnabled(false);
    config.setMaxTotal(1);
    GenericObjectPool<Object> pool = new GenericObjectPool<>(new Failing(), config);
    Thread client = Client.start("client", () -> borrow(pool));
    borrow(pool);
    client.join();
  }

  private static void borrow(GenericObjectPool<Object> pool) throws Exception {
    try {
      pool.returnObject(pool.borrowObject());
    } catch (UnsupportedOperationException e) {
      // No object can be made.
    }
  }

  private static final class Failing extends BasePooledObjectFactory<Object> {
    @Override
    public Object create() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PooledObject<Object> wrap(Object object) {
      return new DefaultPooledObject<>(object);
    }
  }
}
