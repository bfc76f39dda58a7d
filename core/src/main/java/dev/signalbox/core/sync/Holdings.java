package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which thread holds how many permits, at the price of a plain store: a thread that has been here
 * once has its place, where it alone counts.
 *
 * <p>A place is one of the few slots that the thread's id hashes to. It is kept until the thread
 * has ended with nothing held, and then goes to the next that looks for one; it is never emptied,
 * so that a search ends at the first empty one. If all its slots are others', the thread has an
 * entry in a map for as long as it holds something.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>written by</th><th>mode</th></tr>
 * <tr><td>slots[i]</td><td>a thread, to its place, if it is empty or of one that ended</td>
 *     <td>compare-and-set; read with acquire</td></tr>
 * <tr><td>Place.units, Place.takes</td><td>its thread</td><td>opaque, release; read by all</td></tr>
 * <tr><td>rest</td><td>the first that finds no slot, once</td><td>volatile, under this monitor</td></tr>
 * </table>
 */
final class Holdings {
  /** What was taken at once, while holders were traced, and what before. */
  private record Take(int units, Throwable takenAt, @Nullable Take before) {}

  private static final class Place {
    final Thread thread;

    /** Not counting takes. */
    int units;

    @Nullable Take takes;

    Place(Thread thread) {
      this.thread = thread;
    }

    void add(int n) {
      Throwable trace = WaitGraph.trace();
      if (trace == null) {
        UNITS.setOpaque(this, units + n);
      } else {
        TAKES.setRelease(this, new Take(n, trace, takes));
      }
    }

    /** Of the last takes first. */
    boolean remove(int n) {
      if (takes != null) {
        return removeTakes(n);
      }
      if (units < n) {
        return false;
      }
      UNITS.setOpaque(this, units - n);
      return true;
    }

    private boolean removeTakes(int n) {
      if (total() < n) {
        return false;
      }
      int left = n;
      Take t = takes;
      while (t != null && t.units <= left) {
        left -= t.units;
        t = t.before;
      }
      if (t != null && left > 0) {
        t = new Take(t.units - left, t.takenAt, t.before);
        left = 0;
      }
      TAKES.setRelease(this, t);
      UNITS.setOpaque(this, units - left);
      return true;
    }

    long total() {
      return holders().stream().mapToLong(Holder::units).sum();
    }

    List<Holder> holders() {
      List<Holder> list = new ArrayList<>();
      for (Take t = (Take) TAKES.getAcquire(this); t != null; t = t.before) {
        list.add(new Holder(thread, t.units, t.takenAt));
      }
      int n = (int) UNITS.getOpaque(this);
      if (n > 0) {
        list.add(new Holder(thread, n, null));
      }
      return list;
    }

    /** Whether another thread may have it. */
    boolean isLeft() {
      return !thread.isAlive() && total() == 0;
    }
  }

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Place[].class);
  private static final VarHandle UNITS;
  private static final VarHandle TAKES;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      UNITS = lookup.findVarHandle(Place.class, "units", int.class);
      TAKES = lookup.findVarHandle(Place.class, "takes", Take.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int SLOTS = 64;
  private static final int PROBES = 4;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final @Nullable Place[] slots = new Place[SLOTS];
  private volatile @Nullable ConcurrentHashMap<Thread, Place> rest;

  /** By the thread itself: it has that many more. */
  void add(Thread me, int units) {
    Place p = find(me);
    (p == null ? claim(me) : p).add(units);
  }

  /**
   * By the thread itself: it has that many less, of those that it took last.
   *
   * @return false if it has not so many; nothing changes then
   */
  boolean remove(Thread me, int units) {
    Place p = find(me);
    if (p == null || !p.remove(units)) {
      return false;
    }
    ConcurrentHashMap<Thread, Place> r = rest;
    if (r != null && p.total() == 0) {
      r.remove(me);
    }
    return true;
  }

  /**
   * What each thread holds, in parts where it was taken in parts. Of threads that take or let go
   * meanwhile it may be too much or too little.
   */
  List<Holder> list() {
    List<Holder> list = new ArrayList<>();
    for (int at = 0; at < SLOTS; at++) {
      Place p = slot(at);
      if (p != null) {
        list.addAll(p.holders());
      }
    }
    ConcurrentHashMap<Thread, Place> r = rest;
    if (r != null) {
      r.values().forEach(p -> list.addAll(p.holders()));
    }
    return list;
  }

  /** Whether a thread has ever found all its slots to be others'. */
  boolean overflowed() {
    return rest != null;
  }

  private @Nullable Place find(Thread me) {
    int home = home(me);
    for (int at = home; at < home + PROBES; at++) {
      Place p = slot(at);
      if (p == null) {
        return null;
      }
      if (p.thread == me) {
        return p;
      }
    }
    ConcurrentHashMap<Thread, Place> r = rest;
    return r == null ? null : r.get(me);
  }

  private Place claim(Thread me) {
    Place mine = new Place(me);
    int home = home(me);
    for (int at = home; at < home + PROBES; at++) {
      Place p = slot(at);
      if ((p == null || p.isLeft()) && SLOT.compareAndSet(slots, at & (SLOTS - 1), p, mine)) {
        return mine;
      }
    }
    rest().put(me, mine);
    return mine;
  }

  private static int home(Thread t) {
    return (int) ((t.threadId() * GOLDEN_RATIO) >>> 40);
  }

  private @Nullable Place slot(int at) {
    return (Place) SLOT.getAcquire(slots, at & (SLOTS - 1));
  }

  private ConcurrentHashMap<Thread, Place> rest() {
    ConcurrentHashMap<Thread, Place> r = rest;
    return r == null ? makeRest() : r;
  }

  private synchronized ConcurrentHashMap<Thread, Place> makeRest() {
    ConcurrentHashMap<Thread, Place> r = rest;
    if (r == null) {
      r = new ConcurrentHashMap<>();
      rest = r;
    }
    return r;
  }
}
