package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** The cells of one execution, by identity of the owner and place: chained hashing, no removal. */
final class Cells {
  private @Nullable Cell[] buckets = new Cell[64];
  private int size;

  /** The one asked for last: often asked for again. */
  private @Nullable Cell last;

  Cell of(Object owner, int place) {
    Cell l = last;
    if (l != null && l.owner == owner && l.place == place) {
      return l;
    }
    int hash = hash(owner, place);
    int i = hash & buckets.length - 1;
    for (Cell c = buckets[i]; c != null; c = c.next) {
      if (c.owner == owner && c.place == place) {
        last = c;
        return c;
      }
    }
    Cell c = new Cell(owner, place);
    c.next = buckets[i];
    buckets[i] = c;
    last = c;
    if (++size > buckets.length) {
      grow();
    }
    return c;
  }

  @Nullable Cell find(Object owner, int place) {
    for (Cell c = buckets[hash(owner, place) & buckets.length - 1]; c != null; c = c.next) {
      if (c.owner == owner && c.place == place) {
        return c;
      }
    }
    return null;
  }

  private static int hash(Object owner, int place) {
    int h = Determinism.identityHash(owner) + place * 0x9E3779B9;
    return h ^ h >>> 15;
  }

  private void grow() {
    @Nullable Cell[] old = buckets;
    buckets = new Cell[old.length * 2];
    for (int j = 0; j < old.length; j++) {
      Cell c = old[j];
      while (c != null) {
        Cell next = c.next;
        int i = hash(c.owner, c.place) & buckets.length - 1;
        c.next = buckets[i];
        buckets[i] = c;
        c = next;
      }
    }
  }
}
