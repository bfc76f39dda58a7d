package dev.signalbox.core.sync;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All locks of one name, a node of the graph of a {@link LockOrder}. */
final class LockClass {
  final String name;
  final int id;

  /** What has been taken, or wanted, under it. Guarded by the order. */
  final Map<LockClass, Edge> after = new LinkedHashMap<>();

  /**
   * Those under which this one has been wanted, a bit for each number: {@code after} the other way
   * round, to be asked without a lock. Replaced under the order's lock, never changed.
   */
  volatile long[] before = {};

  /** Those under which it must not be wanted and was: told already. Likewise. */
  volatile long[] told = {};

  LockClass(String name, int id) {
    this.name = name;
    this.id = id;
  }

  /**
   * One class comes before another. Keeps neither the thread nor its classes.
   *
   * @param who was the first to want them so
   * @param stack of that, from where the program comes in
   */
  record Edge(LockClass from, LockClass to, String who, List<StackTraceElement> stack) {
    /** Of the current thread. */
    static Edge here(LockClass from, LockClass to) {
      Thread t = Thread.currentThread();
      String who = t.getName().isEmpty() ? "thread #" + t.threadId() : "\"" + t.getName() + "\"";
      StackTraceElement[] all = new Throwable().getStackTrace();
      int first = 0;
      while (first < all.length && isWithin(all[first].getClassName())) {
        first++;
      }
      return new Edge(from, to, who, List.of(all).subList(first, all.length));
    }

    private static boolean isWithin(String className) {
      return Stream.of(Edge.class, LockOrder.class, OrderedLock.class, LockSet.class)
          .map(Class::getName)
          .anyMatch(own -> className.equals(own) || className.startsWith(own + "$"));
    }
  }

  /** Whether there is an edge. */
  boolean comesAfter(LockClass other) {
    return has(before, other.id);
  }

  boolean isTold(LockClass other) {
    return has(told, other.id);
  }

  private static boolean has(long[] set, int id) {
    int word = id >> 6;
    return word < set.length && (set[word] >>> id & 1) != 0;
  }

  static long[] with(long[] set, LockClass more) {
    int word = more.id >> 6;
    long[] all = Arrays.copyOf(set, Math.max(set.length, word + 1));
    all[word] |= 1L << more.id;
    return all;
  }

  @Override
  public String toString() {
    return "\"" + name + "\"";
  }
}
