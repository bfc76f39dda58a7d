package dev.signalbox.core.sync;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one {@link LockOrder} that a thread holds, in the order in which it took them; one
 * that it took twice is there twice. Of that thread alone, but for {@link #threadId}.
 */
final class HeldLocks {
  /** A number, so that a lock that remembers its last holder does not keep the thread. */
  final long threadId = Thread.currentThread().threadId();

  private @Nullable OrderedLock[] locks = new OrderedLock[4];
  private int size;

  /**
   * Bit i: the graph has a path to locks[i] from each that was there when it was taken; then
   * whatever comes after it comes after them too. Not so from the 65th on, which is on the safe
   * side.
   */
  private long linked;

  int size() {
    return size;
  }

  OrderedLock get(int i) {
    OrderedLock lock = locks[i];
    assert lock != null;
    return lock;
  }

  boolean isLinked(int i) {
    return i < Long.SIZE && (linked >>> i & 1) != 0;
  }

  int lastIndexOf(OrderedLock lock) {
    int i = size - 1;
    while (i >= 0 && locks[i] != lock) {
      i--;
    }
    return i;
  }

  /** To be called before the lock is taken, so that nothing can go wrong afterwards. */
  void makeRoom() {
    if (size == locks.length) {
      locks = Arrays.copyOf(locks, size * 2);
    }
  }

  void add(OrderedLock lock, boolean isLinked) {
    locks[size] = lock;
    if (isLinked && size < Long.SIZE) {
      linked |= 1L << size;
    }
    size++;
  }

  void remove(int i) {
    int last = --size;
    if (i < last) {
      closeGap(i);
    }
    locks[last] = null;
    if (last < Long.SIZE) {
      linked &= ~(1L << last);
    }
  }

  private void closeGap(int i) {
    System.arraycopy(locks, i + 1, locks, i, size - i);
    if (i < Long.SIZE) {
      long below = (1L << i) - 1;
      linked = linked & below | linked >>> 1 & ~below;
    }
  }

  /** As if it had been taken now, as often as before. */
  void moveToTop(OrderedLock lock, boolean isLinked) {
    int times = 0;
    for (int i = lastIndexOf(lock); i >= 0; i = lastIndexOf(lock)) {
      remove(i);
      times++;
    }
    for (int i = 0; i < times; i++) {
      add(lock, isLinked && i == 0);
    }
  }
}
