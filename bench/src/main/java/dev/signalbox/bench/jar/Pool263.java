package dev.signalbox.bench.jar;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** POOL-263: an object that is returned while the pool is being closed is not destroyed. */
final class Pool263 {
  private Pool263() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPoolConfig config = new GenericObjectPoolConfig();
    config.setJmxEnabled(false);
    AtomicInteger alive = new AtomicInteger();
    GenericObjectPool<Object> pool = new GenericObjectPool<>(new Counting(alive), config);
    Object object = pool.borrowObject();
    Thread client = Client.start("client", () -> pool.returnObject(object));
    pool.close();
    client.join();
    if (alive.get() != 0) {
      throw new AssertionError("the pool is closed, and " + alive + " object is not destroyed");
    }
  }

  private static final class Counting extends BasePooledObjectFactory<Object> {
    private final AtomicInteger alive;

    Counting(AtomicInteger alive) {
      this.alive = alive;
    }

    @Override
    public Object create() {
      alive.incrementAndGet();
      return new Object();
    }

    @Override
    public PooledObject<Object> wrap(Object object) {
      return new DefaultPooledObject<>(object);
    }

    @Override
    public void destroyObject(PooledObject<Object> object) {
      alive.decrementAndGet();
    }
  }
}
