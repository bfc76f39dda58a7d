package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** The monitors of one execution, by object identity: open addressing, no removal. */
final class MonitorTable {
  private @Nullable Object[] keys = new Object[32];
  private @Nullable Monitor[] values = new Monitor[32];
  private int size;

  /** The one asked for last: often asked for again. */
  private @Nullable Monitor last;

  boolean isEmpty() {
    return size == 0;
  }

  Monitor of(Object o) {
    Monitor l = last;
    if (l != null && l.object == o) {
      return l;
    }
    int i = slot(keys, o);
    Monitor m = values[i];
    if (m == null) {
      m = new Monitor(o);
      keys[i] = o;
      values[i] = m;
      if (++size * 2 > keys.length) {
        grow();
      }
    }
    last = m;
    return m;
  }

  @Nullable Monitor find(Object o) {
    Monitor l = last;
    return l != null && l.object == o ? l : values[slot(keys, o)];
  }

  private static int slot(@Nullable Object[] keys, Object o) {
    int mask = keys.length - 1;
    int i = Determinism.identityHash(o) & mask;
    while (keys[i] != null && keys[i] != o) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void grow() {
    @Nullable Object[] oldKeys = keys;
    @Nullable Monitor[] oldValues = values;
    keys = new Object[oldKeys.length * 2];
    values = new Monitor[keys.length];
    for (int j = 0; j < oldKeys.length; j++) {
      Object k = oldKeys[j];
      if (k != null) {
        int i = slot(keys, k);
        keys[i] = k;
        values[i] = oldValues[j];
      }
    }
  }
}
