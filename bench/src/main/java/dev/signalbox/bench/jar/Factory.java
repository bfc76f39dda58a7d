package dev.signalbox.bench.jar;

import org.apache.commons.pool.BaseKeyedPoolableObjectFactory;
import org.apache.commons.pool.BasePoolableObjectFactory;

/** Makes objects for commons-pool 1. */
final class Factory extends BasePoolableObjectFactory {
  private final boolean valid;

  Factory(boolean valid) {
    this.valid = valid;
  }

  @Override
  public Object makeObject() {
    return new Object();
  }

  @Override
  public boolean validateObject(Object object) {
    return valid;
  }

  /** The same for pools with keys. */
  static final class Keyed extends BaseKeyedPoolableObjectFactory {
    @Override
    public Object makeObject(Object key) {
      return new Object();
    }
  }
}
