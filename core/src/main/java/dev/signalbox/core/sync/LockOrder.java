package dev.signalbox.core.sync;

import dev.signalbox.core.sync.LockClass.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that locks can deadlock before they do: the first time that two of them are taken in an
 * order which contradicts the one seen before, by whichever thread and however long ago, and
 * whether or not anybody waits.
 *
 * <pre>{@code
 * LockOrder order = new LockOrder(LockOrder.Policy.THROW);
 * Lock accounts = order.guard("accounts", new ReentrantLock());
 * Lock audit = order.guard("audit", Mutex.named("audit"));
 *
 * accounts.lock();
 * audit.lock();       // from now on: accounts before audit
 * …
 * audit.lock();
 * accounts.lock();    // LockOrderException, with the stacks of both
 * }</pre>
 *
 * <p><b>Lock classes.</b> It is classes of locks, by their names, that are put in order, so that
 * what was seen with one pair of objects holds for all of their kind. Give a name to a place in the
 * program's design (a field, mostly), not to each object: classes are never forgotten. Two locks of
 * one class may be nested only if they have ranks, say the numbers of accounts, and the one taken
 * later has the higher. All that were given no rank have rank 0.
 *
 * <p><b>What makes an order.</b> A class comes before another if a lock of the first was held when
 * one of the second was waited for, or could have been: by {@code lock}, {@code lockInterruptibly},
 * and by a condition, whose {@code await} takes its lock again under all that the thread has kept;
 * or if it was {@linkplain #declare declared}. {@code tryLock}, with a time or without, cannot
 * deadlock and makes none, but what it took is held like anything else. Locks are taken for
 * reentrant; taking one again makes no order. The relation is transitive: through any number of
 * classes, threads and years.
 *
 * <p><b>No miss.</b> The order is looked at and extended in one step, before the lock is waited
 * for: of two threads that try the contrary for the first time, at the same time, one is told. What
 * is told is an order in which a deadlock is possible as far as the order of locks goes; that the
 * threads never meet, for another reason, is not seen. Read locks count like others.
 *
 * <p><b>Ownership.</b> The thread that locked has to unlock, in any order of its locks; another
 * gets an {@link IllegalMonitorStateException}, whatever the lock inside would say. Use the guarded
 * lock alone: what is done to the one inside is not seen.
 *
 * <p>An order knows its own locks only; use one for all that may be held together. After the
 * <i>lockdep</i> of the Linux kernel (Documentation/locking/lockdep-design).
 */
public final class LockOrder {
  /** What is done about an order that contradicts the one known. */
  public enum Policy {
    /** Nothing is looked at; what is held is kept in mind, so this can be changed at any time. */
    OFF,

    /**
     * Told once for a pair of classes, to the {@linkplain #onInversion listeners} and as a warning
     * of the logger {@code dev.signalbox.core.sync}; then the lock is taken all the same.
     */
    REPORT,

    /** The lock is not taken, but a {@link LockOrderException} thrown, each time. */
    THROW
  }

  private final ThreadLocal<HeldLocks> held = ThreadLocal.withInitial(HeldLocks::new);
  private final List<Consumer<? super LockOrderException>> listeners = new CopyOnWriteArrayList<>();
  private volatile Policy policy;

  // The graph has no cycle, ever. Guarded by this, and so are the classes' edges; that an edge is
  // there can be read without (LockClass.before), and once it is there it stays.
  private final Map<String, LockClass> classes = new HashMap<>();

  /** Reports. */
  public LockOrder() {
    this(Policy.REPORT);
  }

  public LockOrder(Policy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  /** What is done from now on. */
  public void policy(Policy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  public Policy policy() {
    return policy;
  }

  /** A lock of that class and of rank 0, to be used instead of the one given. */
  public Lock guard(String lockClass, Lock lock) {
    return guard(lockClass, 0, lock);
  }

  /**
   * A lock of that class, to be used instead of the one given.
   *
   * <p>Both locks of a {@code ReadWriteLock} belong to one class. With a higher rank of the read
   * lock, taking it under the write lock is in order, and the contrary, which deadlocks, is not.
   *
   * @param rank among locks of the class: the higher ones are taken later
   */
  public Lock guard(String lockClass, long rank, Lock lock) {
    Objects.requireNonNull(lock, "lock");
    return new OrderedLock(this, lockClass(lockClass), rank, lock);
  }

  /**
   * States an order before it is seen: the first class before the second, that one before the
   * third, and so on. Declarations add up.
   *
   * @throws LockOrderException if it contradicts itself, or what was declared or seen before;
   *     whatever the policy, and nothing of it is declared then
   */
  public void declare(String... lockClasses) {
    List<LockClass> chain = new ArrayList<>();
    for (String name : lockClasses) {
      chain.add(lockClass(name));
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < chain.size(); i++) {
      edges.add(Edge.here(chain.get(i - 1), chain.get(i)));
    }
    LockOrderException contradiction = add(edges);
    if (contradiction != null) {
      throw contradiction;
    }
  }

  /** Called for each inversion that is reported, by the thread that tries it; should be quick. */
  public void onInversion(Consumer<? super LockOrderException> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  public void removeListener(Consumer<? super LockOrderException> listener) {
    listeners.remove(listener);
  }

  // ---- asked by locks

  HeldLocks held() {
    return held.get();
  }

  /**
   * Before a thread waits for a lock.
   *
   * @return whether the graph now has a path to it from each that the thread holds
   * @throws LockOrderException if it may not
   */
  boolean admit(OrderedLock wanted, HeldLocks held) {
    int top = held.size() - 1;
    if (top < 0) {
      return true;
    }
    held.makeRoom();
    if (held.isLinked(top) && isKnown(held.get(top), wanted)) {
      return true; // and it is not among those held, or there would be a cycle
    }
    return held.lastIndexOf(wanted) < 0 && admitAgain(wanted, held);
  }

  /** The same as if it were not among those held. */
  boolean admitAgain(OrderedLock wanted, HeldLocks held) {
    Policy p = policy;
    boolean linked = p != Policy.OFF;
    for (int i = held.size() - 1; i >= 0 && p != Policy.OFF; i--) {
      OrderedLock below = held.get(i);
      if (below != wanted) {
        if (isKnown(below, wanted) || extend(below, wanted, p)) {
          if (held.isLinked(i)) {
            break; // the others come before this one
          }
        } else {
          linked = false;
        }
      }
    }
    return linked;
  }

  private static boolean isKnown(OrderedLock below, OrderedLock wanted) {
    return below.type == wanted.type
        ? below.rank < wanted.rank
        : wanted.type.comesAfter(below.type);
  }

  /**
   * @return false if it contradicts what is known, and is tolerated
   */
  private boolean extend(OrderedLock below, OrderedLock wanted, Policy p) {
    if (p == Policy.REPORT && wanted.type.isTold(below.type)) {
      return false;
    }
    Edge edge = Edge.here(below.type, wanted.type);
    LockOrderException inversion =
        below.type == wanted.type
            ? LockOrderException.ofRanks(edge, below.rank, wanted.rank)
            : add(List.of(edge));
    if (inversion == null) {
      return true;
    }
    if (p == Policy.THROW) {
      throw inversion;
    }
    if (tellNow(edge)) {
      tell(inversion);
    }
    return false;
  }

  // ---- the graph

  private synchronized LockClass lockClass(String name) {
    Objects.requireNonNull(name, "lockClass");
    return classes.computeIfAbsent(name, n -> new LockClass(n, classes.size()));
  }

  /**
   * All of them or none.
   *
   * @return null if they are there now; what one of them contradicts if not
   */
  private synchronized @Nullable LockOrderException add(List<Edge> edges) {
    List<Edge> added = new ArrayList<>();
    for (Edge e : edges) {
      List<Edge> contrary = path(e.to(), e.from());
      if (contrary != null) {
        added.forEach(a -> a.from().after.remove(a.to()));
        return LockOrderException.of(contrary, e);
      }
      if (e.from().after.putIfAbsent(e.to(), e) == null) {
        added.add(e);
      }
    }
    for (Edge e : added) {
      e.to().before = LockClass.with(e.to().before, e.from());
    }
    return null;
  }

  /** One of the shortest from a class to another; empty if they are one; null if there is none. */
  private static @Nullable List<Edge> path(LockClass from, LockClass to) {
    Map<LockClass, @Nullable Edge> cameBy = new LinkedHashMap<>();
    ArrayDeque<LockClass> open = new ArrayDeque<>();
    cameBy.put(from, null);
    open.add(from);
    while (!open.isEmpty() && !cameBy.containsKey(to)) {
      for (Edge edge : open.remove().after.values()) {
        if (!cameBy.containsKey(edge.to())) {
          cameBy.put(edge.to(), edge);
          open.add(edge.to());
        }
      }
    }
    if (!cameBy.containsKey(to)) {
      return null;
    }
    ArrayDeque<Edge> path = new ArrayDeque<>();
    for (Edge e = cameBy.get(to); e != null; e = cameBy.get(e.from())) {
      path.addFirst(e);
    }
    return List.copyOf(path);
  }

  // ---- telling

  private synchronized boolean tellNow(Edge edge) {
    boolean isNew = !edge.to().isTold(edge.from());
    edge.to().told = LockClass.with(edge.to().told, edge.from());
    return isNew;
  }

  private void tell(LockOrderException inversion) {
    warn(inversion.getMessage());
    for (Consumer<? super LockOrderException> listener : listeners) {
      try {
        listener.accept(inversion);
      } catch (RuntimeException e) {
        warn("a listener for lock orders failed: " + e);
      }
    }
  }

  private static void warn(@Nullable String message) {
    System.getLogger("dev.signalbox.core.sync").log(System.Logger.Level.WARNING, message);
  }
}
