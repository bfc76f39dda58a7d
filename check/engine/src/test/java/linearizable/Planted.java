package linearizable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Objects with a fault, and their mended twins. */
final class Planted {
  private Planted() {}

  /** Counts by reading and writing. */
  static class Counter {
    volatile int n;

    int increment() {
      n = n + 1;
      return n;
    }
  }

  /** The same in one step. */
  static final class MendedCounter extends Counter {
    private final AtomicInteger atomic = new AtomicInteger();

    @Override
    int increment() {
      return atomic.incrementAndGet();
    }
  }

  /** Asks whether there is room, and only then takes the lock. */
  static class Ring {
    private final int[] items = new int[2];
    private int first;
    private int size;

    boolean offer(int item) {
      if (size() == items.length) {
        return false;
      }
      add(item);
      return true;
    }

    synchronized void add(int item) {
      items[(first + size++) % items.length] = item;
    }

    synchronized @Nullable Integer poll() {
      if (size == 0) {
        return null;
      }
      int item = items[first];
      first = (first + 1) % items.length;
      size--;
      return item;
    }

    synchronized int size() {
      return size;
    }
  }

  /** Asks with the lock. */
  static final class MendedRing extends Ring {
    @Override
    synchronized boolean offer(int item) {
      return super.offer(item);
    }
  }

  /** Gets, and puts if there was nothing. */
  static class Registry {
    final Map<String, Integer> map = new ConcurrentHashMap<>();

    @Nullable Integer register(String key, int value) {
      Integer old = map.get(key);
      if (old == null) {
        map.put(key, value);
      }
      return old;
    }
  }

  /** In one call. */
  static final class MendedRegistry extends Registry {
    @Override
    @Nullable Integer register(String key, int value) {
      return map.putIfAbsent(key, value);
    }
  }

  /** Its size is a number of its own, which follows the set. */
  static class CountingSet {
    private final Set<Integer> set = ConcurrentHashMap.newKeySet();
    private final AtomicInteger size = new AtomicInteger();

    boolean add(int element) {
      boolean added = set.add(element);
      if (added) {
        size.incrementAndGet();
      }
      return added;
    }

    boolean contains(int element) {
      return set.contains(element);
    }

    int size() {
      return size.get();
    }
  }

  /** Under one lock. */
  static final class MendedCountingSet extends CountingSet {
    @Override
    synchronized boolean add(int element) {
      return super.add(element);
    }

    @Override
    synchronized boolean contains(int element) {
      return super.contains(element);
    }

    @Override
    synchronized int size() {
      return super.size();
    }
  }

  /** Looks whether there is something, and only then takes the lock to wait: too late. */
  static class Mailbox {
    final Deque<String> letters = new ArrayDeque<>();

    synchronized void put(String letter) {
      letters.add(letter);
      notifyAll();
    }

    String take() throws InterruptedException {
      while (isEmpty()) {
        synchronized (this) {
          wait();
        }
      }
      return remove();
    }

    synchronized boolean isEmpty() {
      return letters.isEmpty();
    }

    synchronized String remove() {
      return letters.remove();
    }
  }

  /** Looks with the lock. */
  static final class MendedMailbox extends Mailbox {
    @Override
    synchronized String take() throws InterruptedException {
      while (letters.isEmpty()) {
        wait();
      }
      return remove();
    }
  }

  /** Correct for one thread that offers and one that polls. */
  static final class OneToOne {
    private final int[] items = new int[4];
    private volatile int head;
    private volatile int tail;

    boolean offer(int item) {
      if (tail - head == items.length) {
        return false;
      }
      items[tail % items.length] = item;
      tail++;
      return true;
    }

    @Nullable Integer poll() {
      if (tail == head) {
        return null;
      }
      int item = items[head % items.length];
      head++;
      return item;
    }
  }
}
