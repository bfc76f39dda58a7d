package dev.signalbox.bench.sct;

import org.jspecify.annotations.Nullable;

/**
 * The work-stealing queue of Cilk's THE protocol (Frigo, Leiserson and Randall, PLDI 1998), from
 * the tests of CHESS: the main thread pushes 4 items and pops 4 times, 1 thief tries to steal
 * twice; an array of 2 to begin with, one mutex for the thief and for the owner's slow paths.
 *
 * <p>Seeded bug: a push fills the array to its last place, which may be the one that a thief, who
 * has moved {@code head} on, has yet to read. Mended, one place stays free.
 */
final class WorkStealQueue {
  private static final int ITEMS = 4;
  private static final int STEALS = 2;

  private final int spare;
  private final Object lock = new Object();
  private final Item[] items = new Item[ITEMS];
  private Item[] elements = new Item[2];
  private int mask = elements.length - 1;
  private volatile int head;
  private volatile int tail;

  private static final class Item {
    int processed;

    void process() {
      processed++;
    }
  }

  WorkStealQueue(boolean mended) {
    spare = mended ? 1 : 0;
    for (int i = 0; i < ITEMS; i++) {
      items[i] = new Item();
    }
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("thief", () -> stealSome());
    for (int i = 0; i < ITEMS; i += 2) {
      push(items[i]);
      push(items[i + 1]);
      popOne();
    }
    for (int i = 0; i < ITEMS; i += 2) {
      popOne();
    }
    children.join();
    for (int i = 0; i < ITEMS; i++) {
      if (items[i].processed != 1) {
        throw new AssertionError("item " + i + " was processed " + items[i].processed + " times");
      }
    }
  }

  private void stealSome() {
    for (int i = 0; i < STEALS; i++) {
      Item item = steal();
      if (item != null) {
        item.process();
      }
    }
  }

  private void popOne() {
    Item item = pop();
    if (item != null) {
      item.process();
    }
  }

  private @Nullable Item steal() {
    synchronized (lock) {
      int h = head;
      head = h + 1;
      if (h < tail) {
        return elements[h & mask];
      }
      head = h;
      return null;
    }
  }

  private @Nullable Item pop() {
    int t = tail - 1;
    tail = t;
    if (head <= t) {
      return elements[t & mask];
    }
    tail = t + 1;
    return lockedPop();
  }

  private @Nullable Item lockedPop() {
    synchronized (lock) {
      int t = tail - 1;
      tail = t;
      if (head <= t) {
        return elements[t & mask];
      }
      head = 0;
      tail = 0;
      return null;
    }
  }

  private void push(Item item) {
    int t = tail;
    if (t < head + mask + 1 - spare) {
      elements[t & mask] = item;
      tail = t + 1;
    } else {
      lockedPush(item);
    }
  }

  private void lockedPush(Item item) {
    synchronized (lock) {
      int count = tail - head;
      head = head & mask;
      tail = head + count;
      if (count >= mask) {
        grow(count);
      }
      int t = tail;
      elements[t & mask] = item;
      tail = t + 1;
    }
  }

  private void grow(int count) {
    Item[] grown = new Item[2 * elements.length];
    for (int i = 0; i < count; i++) {
      grown[i] = elements[(head + i) & mask];
    }
    elements = grown;
    mask = grown.length - 1;
    head = 0;
    tail = count;
  }
}
