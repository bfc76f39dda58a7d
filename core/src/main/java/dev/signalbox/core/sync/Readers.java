package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The threads that hold a read lock: the visible readers of BRAVO, in a table of the lock's own.
 * Each thread has one slot where it may stand, chosen by its number; if another thread stands
 * there, it goes into a map.
 *
 * <p>A thread may have both, when it got the second while its slot was free and the first is still
 * in the map. Then it lets go of that in the slot first.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>written by</th><th>mode</th></tr>
 * <tr><td>table</td><td>the first reader, once</td><td>volatile, under this monitor</td></tr>
 * <tr><td>table[i]</td><td>the first to stand there, once</td><td>release, under this monitor;
 * acquire</td></tr>
 * <tr><td>used</td><td>the same, before</td><td>volatile, under this monitor</td></tr>
 * <tr><td>Hold.reader</td><td>0 → n by thread n, n → 0 by thread n</td><td>compare-and-set; volatile
 * </td></tr>
 * <tr><td>Hold.thread, count, takenAt</td><td>the reader</td><td>opaque; read by all</td></tr>
 * <tr><td>Slot.reads</td><td>the reader</td><td>opaque; read by writers</td></tr>
 * <tr><td>Hold.counted, Slot.run, version</td><td>the reader</td><td>plain; read by it alone</td></tr>
 * </table>
 */
final class Readers {
  /** Enough that threads which run at the same time seldom meet, and few enough to look at all. */
  static final int SLOTS =
      Math.clamp(
          Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 8 - 1), 16, 256);

  /** So many at the end of the table are not used: the first slot mostly comes to lie behind it. */
  private static final int APART = 32;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Slot[].class);
  private static final VarHandle READER;
  private static final VarHandle THREAD;
  private static final VarHandle COUNT;
  private static final VarHandle READS;
  private static final VarHandle TAKEN_AT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      READER = lookup.findVarHandle(Hold.class, "reader", long.class);
      THREAD = lookup.findVarHandle(Hold.class, "thread", Thread.class);
      COUNT = lookup.findVarHandle(Hold.class, "count", int.class);
      READS = lookup.findVarHandle(Slot.class, "reads", int.class);
      TAKEN_AT = lookup.findVarHandle(Hold.class, "takenAt", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int slots;
  private final ConcurrentHashMap<Thread, Hold> others = new ConcurrentHashMap<>();
  private volatile @Nullable Slot @Nullable [] table;

  /** Those of the table, without the gaps: writers look at no others. Replaced as a whole. */
  private volatile Slot[] used = {};

  /**
   * @param slots a power of two
   */
  Readers(int slots) {
    this.slots = slots;
  }

  /** That a thread reads, and how often. */
  static class Hold {
    /**
     * The number of the thread, 0 for none. To store the thread itself each time would tell the
     * garbage collector about it each time.
     */
    private volatile long reader;

    private @Nullable Thread thread; // who was the last to come
    private int count; // 0 while the thread does not know yet whether it may
    private @Nullable Throwable takenAt;

    /** Whether the state of the lock counts it. */
    boolean counted;

    final boolean isFree() {
      return reader == 0;
    }

    final boolean isOf(Thread t) {
      return reader == t.threadId();
    }

    final boolean claim(Thread t) {
      return READER.compareAndSet(this, 0L, t.threadId());
    }

    /** Not after all. */
    final void withdraw() {
      reader = 0;
    }

    final void begin(Thread t, boolean isCounted) {
      if (thread != t) {
        THREAD.setOpaque(this, t);
      }
      counted = isCounted;
      if (WaitGraph.traceHolders()) {
        TAKEN_AT.setOpaque(this, WaitGraph.trace());
      }
      COUNT.setOpaque(this, 1);
    }

    final void again() {
      if (count == Integer.MAX_VALUE) {
        throw new IllegalStateException("read-locked too often");
      }
      COUNT.setOpaque(this, count + 1);
    }

    /** Whether it was not the last. */
    final boolean oneLess() {
      int left = count - 1;
      COUNT.setOpaque(this, left);
      return left > 0;
    }

    final void leave() {
      if (takenAt != null) {
        TAKEN_AT.setOpaque(this, null);
      }
      if (counted) {
        READER.setRelease(this, 0L); // the state of the lock says the rest
      } else {
        reader = 0;
      }
    }

    final int count() {
      return count;
    }

    final @Nullable Holder holder() {
      Thread t = (Thread) THREAD.getOpaque(this);
      boolean holds = t != null && isOf(t) && (int) COUNT.getOpaque(this) > 0 && isOf(t);
      return holds ? new Holder(t, 1, (Throwable) TAKEN_AT.getOpaque(this)) : null;
    }
  }

  /** In the table; the space keeps those of different threads in different cache lines. */
  static final class Slot extends Hold {
    private int reads; // how many began here
    private int run; // and how many of them, counted, with no write between
    private int version;

    // two lines: processors fetch them in pairs, and the collector may put slots side by side
    @SuppressWarnings("unused")
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

    void enter(Thread t, boolean isCounted) {
      READS.setOpaque(this, reads + 1);
      begin(t, isCounted);
    }

    private int run(int now) {
      run = version == now ? run + 1 : 0;
      version = now;
      return run;
    }
  }

  /** Where the thread may stand. */
  Slot slot(Thread t) {
    Slot slot = find(t);
    return slot == null ? make(t) : slot;
  }

  /** The same, or null if no thread has stood there yet. */
  private @Nullable Slot find(Thread t) {
    Slot[] all = table;
    return all == null ? null : (Slot) SLOT.getAcquire(all, place(t));
  }

  private int place(Thread t) {
    return (int) t.threadId() & (slots - 1);
  }

  private synchronized Slot make(Thread t) {
    Slot[] all = table;
    if (all == null) {
      all = new Slot[slots + APART];
      table = all;
    }
    Slot slot = all[place(t)];
    if (slot == null) {
      slot = new Slot();
      Slot[] more = Arrays.copyOf(used, used.length + 1);
      more[used.length] = slot;
      used = more; // before a thread can stand there
      SLOT.setRelease(all, place(t), slot);
    }
    return slot;
  }

  @Nullable Hold holdOf(Thread t) {
    Slot slot = find(t);
    return slot != null && slot.isOf(t) ? slot : others.get(t);
  }

  /**
   * @param version of the lock, which writers change
   * @return how often such readers have come to this place with no write between
   */
  int addCounted(Thread t, int version) {
    Slot slot = slot(t);
    if (slot.claim(t)) {
      slot.enter(t, true);
      return slot.run(version);
    }
    Hold hold = new Hold();
    boolean unused = hold.claim(t);
    others.put(t, hold);
    hold.begin(t, true);
    return 0;
  }

  void leave(Hold hold, Thread t) {
    if (!(hold instanceof Slot)) {
      others.remove(t);
    }
    hold.leave();
  }

  /** In how many places the thread stands. */
  int places(Thread t) {
    return (stands(t) ? 1 : 0) + (others.containsKey(t) ? 1 : 0);
  }

  int readCount(Thread t) {
    Slot slot = find(t);
    Hold other = others.get(t);
    return (slot != null && slot.isOf(t) ? slot.count() : 0) + (other == null ? 0 : other.count());
  }

  /**
   * If no other thread stands in the table: how many reads began there so far, modulo 2^31; else a
   * negative number.
   */
  int readsIfClear(Thread t) {
    int reads = 0;
    for (Slot slot : used) {
      if (!slot.isFree() && !slot.isOf(t)) {
        return -1;
      }
      reads += (int) READS.getOpaque(slot);
    }
    return reads & Integer.MAX_VALUE;
  }

  boolean stands(Thread t) {
    Slot slot = find(t);
    return slot != null && slot.isOf(t);
  }

  /** What a look at the table costs, in reads: to look at a slot takes less than to be counted. */
  int lookCost() {
    return Math.max(1, used.length / 4);
  }

  List<Holder> holders() {
    List<Holder> list = new ArrayList<>();
    for (Slot slot : used) {
      add(slot, list);
    }
    for (Hold hold : others.values()) {
      add(hold, list);
    }
    return list;
  }

  private static void add(Hold hold, List<Holder> list) {
    Holder holder = hold.holder();
    if (holder != null) {
      list.add(holder);
    }
  }
}
