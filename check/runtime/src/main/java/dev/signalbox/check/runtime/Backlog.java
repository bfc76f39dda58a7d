package dev.signalbox.check.runtime;

import java.util.PriorityQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What lay in a priority queue when it was first looked at, and how much has come in since. Reads
 * the queue's fields, without its lock: a thread may be in the middle of a comparison.
 */
public final class Backlog {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long WORK_QUEUE =
      UNSAFE.objectFieldOffset(ThreadPoolExecutor.class, "workQueue");
  private static final Layout BLOCKING = new Layout(PriorityBlockingQueue.class);
  private static final Layout PLAIN = new Layout(PriorityQueue.class);

  private record Layout(long elements, long size) {
    Layout(Class<?> queue) {
      this(UNSAFE.objectFieldOffset(queue, "queue"), UNSAFE.objectFieldOffset(queue, "size"));
    }
  }

  /** As the program knows it: the queue, or the pool that works on it. */
  public final Object owner;

  private final Object queue;
  private final Layout layout;
  private final @Nullable Object[] before;
  private long arrivals;

  private Backlog(Object owner, Object queue, Layout layout) {
    this.owner = owner;
    this.queue = queue;
    this.layout = layout;
    this.before = elements();
  }

  /** Null if {@code receiver} is no priority queue, and no pool with one. */
  static @Nullable Backlog of(Object receiver) {
    Object queue =
        receiver instanceof ThreadPoolExecutor
            ? UNSAFE.getReference(receiver, WORK_QUEUE)
            : receiver;
    if (queue instanceof PriorityBlockingQueue) {
      return new Backlog(receiver, queue, BLOCKING);
    }
    return queue instanceof PriorityQueue ? new Backlog(receiver, queue, PLAIN) : null;
  }

  /** The program calls a method of the queue or pool. */
  void called(String method) {
    if (method.equals("offer")
        || method.equals("put")
        || method.equals("add")
        || method.equals("execute")
        || method.equals("submit")) {
      arrivals++;
    }
  }

  private @Nullable Object[] elements() {
    int size = UNSAFE.getInt(queue, layout.size);
    Object[] array = (Object[]) UNSAFE.getReference(queue, layout.elements);
    @Nullable Object[] elements = new Object[array == null ? 0 : Math.min(size, array.length)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = array[i];
    }
    return elements;
  }

  /** An element that was there from the first and is there still, or null. */
  public @Nullable Object left() {
    for (Object now : elements()) {
      for (Object then : before) {
        if (now == then) {
          return now;
        }
      }
    }
    return null;
  }

  /** At least so many elements came in later and were taken before {@link #left()}. */
  public long overtakers() {
    return arrivals - elements().length;
  }
}
