package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Blockers;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.Wait;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Permits that know their holders: a semaphore whose size can be changed both ways while it is in
 * use, whose leaks can be listed, and whose deadlocks are found.
 *
 * <pre>{@code
 * private final Semaphore memory = Semaphore.named("memory", 512);
 *
 * memory.acquire(64);
 * try {
 *   …
 * } finally {
 *   memory.release(64);
 * }
 * memory.run(64, () -> …);                 // the same
 * try (Permits p = memory.take(64)) { … }  // may also be closed by another thread
 * memory.resize(256);
 * }</pre>
 *
 * <p><b>Order.</b> See {@link Fairness}; {@link Fairness#EVENTUAL} unless told otherwise. Of those
 * that wait only the first in line is served, so that one that wants many permits is not passed for
 * ever by those that want few; they wait behind it. Newcomers pass it as the fairness says: {@link
 * #tryAcquire()} too takes nothing that is kept for a waiter and, with {@link Fairness#FIFO},
 * nothing while anybody waits.
 *
 * <p><b>Ownership.</b> The thread that acquired has to release; it may do so in parts. What another
 * thread shall give back is {@linkplain #take taken} as {@link Permits}.
 *
 * <p><b>Size.</b> A size below what is in use takes nothing from anybody: {@link #available} is
 * negative until enough has been released. A request for more than the size is no error; it waits,
 * and those that come after it wait behind it, until the size is large enough.
 *
 * <p><b>Deadlocks.</b> Each wait is part of the {@linkplain WaitGraph wait-for graph}: a thread
 * that waits is stuck if those holders that can go on hold too little between them, itself
 * included. Not counted are {@code Permits}, unless they are leaked, because any thread may close
 * them; and requests for more than the size, because any thread may change that. Where the policy
 * says so, each method that waits without a timeout may throw {@link DeadlockException}; nothing is
 * acquired then.
 *
 * <p><b>Memory effects.</b> Releasing a permit happens before acquiring it later.
 */
public final class Semaphore implements Resource {
  // STATE, one long: what is in use (bits 0 to 30), the size (bits 32 to 62), KEPT (bit 63).
  // Available is the difference; KEPT means for the first in line alone.
  //   in use + n               anyone, if available >= n and not KEPT (FIFO: and nobody waits);
  //                            the first in line, if available >= n; it also unsets KEPT
  //   in use - n               a holder of n, or who closes Permits
  //   size → n                 anyone
  //   set KEPT                 the first in line, when it has waited for long (EVENTUAL)
  //   unset KEPT               the first in line, when it leaves
  //
  // A thread takes permits, then is recorded as the holder; lets go in the opposite order. So the
  // holders that are recorded never have more than what is in use, but for a moment less.
  //
  // field            written by                 mode
  // state            see above                  compare-and-set, get-and-add
  // holdings         see there
  // tickets          taker and closer           a concurrent set
  // Request.trying   the waiter                 volatile; read by all
  private static final long ONE_OF_SIZE = 1L << 32;
  private static final long IN_USE = ONE_OF_SIZE - 1;
  private static final long KEPT = 1L << 63;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Semaphore.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final Fairness fairness;
  private final boolean inOrder;
  private final WaitQueue queue = new WaitQueue();
  private final WaitQueue.Attempt owning = new First(true);
  private final WaitQueue.Attempt taking = new First(false);
  private final Holdings holdings;
  private final Set<Permits.Ticket> tickets = ConcurrentHashMap.newKeySet();

  private volatile long state;

  private Semaphore(String name, int size, Fairness fairness) {
    this.name = Objects.requireNonNull(name, "name");
    this.fairness = Objects.requireNonNull(fairness, "fairness");
    this.inOrder = fairness == Fairness.FIFO;
    checkSize(size);
    this.holdings = new Holdings();
    this.state = size * ONE_OF_SIZE;
  }

  /**
   * A semaphore that is {@linkplain Fairness#EVENTUAL fair in the end}.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public static Semaphore named(String name, int size) {
    return named(name, size, Fairness.EVENTUAL);
  }

  /**
   * @param name in reports; need not be unique
   * @param size how many permits there are
   * @throws IllegalArgumentException if the size is negative
   */
  public static Semaphore named(String name, int size, Fairness fairness) {
    return new Semaphore(name, size, fairness);
  }

  // ---- acquiring

  /** {@link #acquire(int) acquire(1)}. */
  public void acquire() throws InterruptedException {
    acquire(1);
  }

  /**
   * Waits until that many permits can be had at once, and acquires them for this thread.
   *
   * @throws InterruptedException if interrupted before or while waiting; nothing is acquired then
   * @throws IllegalArgumentException if the number is not positive
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  public void acquire(int permits) throws InterruptedException {
    checkCount(permits);
    checkInterrupt();
    if (!acquireAtOnce(permits)) {
      boolean unused = queue.awaitInterruptibly(enqueued(permits, false), owning, 0);
    }
  }

  /** {@link #acquireUninterruptibly(int) acquireUninterruptibly(1)}. */
  public void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  /**
   * As {@link #acquire(int)}; interrupts do not end the wait, and are the thread's status
   * afterwards.
   *
   * @throws IllegalArgumentException if the number is not positive
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  public void acquireUninterruptibly(int permits) {
    checkCount(permits);
    if (!acquireAtOnce(permits)) {
      queue.await(enqueued(permits, false), owning);
    }
  }

  /** {@link #tryAcquire(int) tryAcquire(1)}. */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Acquires that many permits if that needs no wait.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public boolean tryAcquire(int permits) {
    checkCount(permits);
    return acquireAtOnce(permits);
  }

  /**
   * As {@link #acquire(int)}, but waits for that long at most; not at all if the time is zero or
   * negative.
   *
   * @throws InterruptedException if interrupted before or while waiting; nothing is acquired then
   * @throws IllegalArgumentException if the number is not positive
   */
  public boolean tryAcquire(int permits, Duration time) throws InterruptedException {
    checkCount(permits);
    long nanos = TimeUnit.NANOSECONDS.convert(time);
    checkInterrupt();
    return acquireAtOnce(permits) || await(permits, nanos, owning);
  }

  /** {@link #release(int) release(1)}. */
  public void release() {
    release(1);
  }

  /**
   * Gives back that many of the permits that this thread acquired, those acquired last first.
   *
   * @throws IllegalMonitorStateException if it holds less, not counting {@link Permits}; nothing
   *     changes then
   * @throws IllegalArgumentException if the number is not positive
   */
  public void release(int permits) {
    checkCount(permits);
    Thread me = Thread.currentThread();
    if (!holdings.remove(me, permits)) {
      throw new IllegalMonitorStateException(
          "\"" + me.getName() + "\" does not hold " + permits + " of " + this);
    }
    giveBack(permits);
  }

  // ---- taking

  /** {@link #take(int) take(1)}. */
  public Permits take() throws InterruptedException {
    return take(1);
  }

  /**
   * Waits as {@link #acquire(int)} does; what it returns may be given back by any thread.
   *
   * @throws InterruptedException if interrupted before or while waiting; nothing is taken then
   * @throws IllegalArgumentException if the number is not positive
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  public Permits take(int permits) throws InterruptedException {
    checkCount(permits);
    checkInterrupt();
    if (!takeAtOnce(permits)) {
      boolean unused = queue.awaitInterruptibly(enqueued(permits, false), taking, 0);
    }
    return ticketed(permits);
  }

  /**
   * As {@link #take(int)}, but waits for that long at most; not at all if the time is zero or
   * negative.
   *
   * @return null if they could not be had in that time
   * @throws InterruptedException if interrupted before or while waiting; nothing is taken then
   * @throws IllegalArgumentException if the number is not positive
   */
  public @Nullable Permits tryTake(int permits, Duration time) throws InterruptedException {
    checkCount(permits);
    long nanos = TimeUnit.NANOSECONDS.convert(time);
    checkInterrupt();
    return takeAtOnce(permits) || await(permits, nanos, taking) ? ticketed(permits) : null;
  }

  // ---- bodies

  /**
   * Runs the body while holding one permit. Waits for it uninterruptibly.
   *
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  public void run(Runnable body) {
    run(1, body);
  }

  /**
   * Runs the body while holding that many permits. Waits for them uninterruptibly.
   *
   * @throws IllegalArgumentException if the number is not positive
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  public void run(int permits, Runnable body) {
    Objects.requireNonNull(body, "body");
    acquireUninterruptibly(permits);
    try {
      body.run();
    } finally {
      release(permits);
    }
  }

  /**
   * Runs the body while holding one permit. Waits for it uninterruptibly.
   *
   * @throws X what the body throws
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  public <T extends @Nullable Object, X extends Exception> T call(WaitGraph.Body<T, X> body)
      throws X {
    return call(1, body);
  }

  /**
   * Runs the body while holding that many permits. Waits for them uninterruptibly.
   *
   * @throws X what the body throws
   * @throws IllegalArgumentException if the number is not positive
   * @throws DeadlockException if the wait was chosen to break a deadlock
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      int permits, WaitGraph.Body<T, X> body) throws X {
    Objects.requireNonNull(body, "body");
    acquireUninterruptibly(permits);
    try {
      return body.run();
    } finally {
      release(permits);
    }
  }

  // ---- how many, and who

  /**
   * From now on there are that many permits, also if more are in use.
   *
   * @throws IllegalArgumentException if the size is negative; nothing changes then
   */
  public void resize(int size) {
    checkSize(size);
    long s = state;
    while (!STATE.compareAndSet(this, s, s + (size - size(s)) * ONE_OF_SIZE)) {
      s = state;
    }
    queue.wakeFirst();
  }

  /** How many permits there are, in use or not. */
  public int size() {
    return (int) size(state);
  }

  /** How many are not in use; negative if the size was reduced below what is. */
  public int available() {
    return (int) available(state);
  }

  /**
   * Who holds how many, {@link Permits} included; a thread may be there several times. May be out
   * of date. With where they were acquired, if {@link WaitGraph#traceHolders} was on then.
   */
  public List<Holder> holders() {
    List<Holder> holders = holdings.list();
    tickets.forEach(t -> holders.add(t.holder));
    return holders;
  }

  /**
   * Permits that nobody can give back any more: those of threads that have ended, and {@link
   * Permits} that were not closed before the garbage collector found that nothing refers to them.
   * They stay in use; to go on without them, {@linkplain #resize resize}.
   */
  public List<Holder> leaks() {
    List<Holder> leaks = holdings.list();
    leaks.removeIf(h -> h.thread().isAlive());
    tickets.stream().filter(Permits.Ticket::leaked).forEach(t -> leaks.add(t.holder));
    return leaks;
  }

  /** The threads that wait, the longest first; may be out of date. */
  public List<Thread> queue() {
    return queue.list().stream().map(Wait::thread).toList();
  }

  public String name() {
    return name;
  }

  public Fairness fairness() {
    return fairness;
  }

  /**
   * For the first in line: of what the holders have, all but what may stay in use when it has got
   * what it wants. In terms of the size and of those recorded, not of what is available: then it
   * does not matter what threads that can go on take and let go meanwhile, because it counts alike
   * on both sides.
   */
  @Override
  public Blockers blockers(Wait wait) {
    if (!(wait instanceof Request request)) {
      return Blockers.NONE;
    }
    Waiter first = queue.first();
    if (first != null && first != request) {
      return Blockers.one(new Holder(first.thread()));
    }
    long size = size(state);
    if (request.units > size) {
      return Blockers.NONE;
    }
    List<Holder> holders = new ArrayList<>(holdings.list());
    long inUse = holders.stream().mapToLong(Holder::units).sum();
    inUse += tickets.stream().filter(Permits.Ticket::leaked).mapToLong(t -> t.holder.units()).sum();
    long needed = Math.max(0, request.units + inUse - size);
    return request.trying ? Blockers.NONE : new Blockers(holders, needed);
  }

  @Override
  public String toString() {
    return "semaphore \"" + name + "\"";
  }

  // ---- within

  private static void checkCount(int permits) {
    if (permits <= 0) {
      throw new IllegalArgumentException(permits + " permits: must be positive");
    }
  }

  private static void checkSize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a size of " + size + ": must not be negative");
    }
  }

  private static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static long size(long s) {
    return (s & ~KEPT) >>> 32;
  }

  private static long available(long s) {
    return size(s) - (s & IN_USE);
  }

  private boolean acquireAtOnce(int permits) {
    if (!takeAtOnce(permits)) {
      return false;
    }
    holdings.add(Thread.currentThread(), permits);
    return true;
  }

  private boolean takeAtOnce(int permits) {
    if (inOrder && !queue.isEmpty()) {
      return false;
    }
    long s = state;
    while ((s & KEPT) == 0 && available(s) >= permits) {
      if (STATE.compareAndSet(this, s, s + permits)) {
        return true;
      }
      s = state;
    }
    return false;
  }

  private Request enqueued(int permits, boolean timed) {
    Request w = new Request(this, permits, timed);
    queue.add(w);
    return w;
  }

  private boolean await(int permits, long nanos, WaitQueue.Attempt attempt)
      throws InterruptedException {
    return nanos > 0
        && queue.awaitInterruptibly(enqueued(permits, true), attempt, System.nanoTime() + nanos);
  }

  private Permits ticketed(int permits) {
    Permits p = new Permits(this, permits, WaitGraph.trace());
    tickets.add(p.ticket());
    return p;
  }

  void giveBack(Permits.Ticket ticket) {
    tickets.remove(ticket);
    giveBack((int) ticket.holder.units());
  }

  private void giveBack(int permits) {
    long unused = (long) STATE.getAndAdd(this, (long) -permits);
    queue.wakeFirst();
  }

  private static final class Request extends Waiter {
    /** It may have got the permits, though the wait is not over: nobody is in its way. */
    volatile boolean trying;

    Request(Semaphore semaphore, int permits, boolean timed) {
      super(semaphore, permits, timed);
    }
  }

  private final class First implements WaitQueue.Attempt {
    private final boolean owns;

    First(boolean owns) {
      this.owns = owns;
    }

    @Override
    public boolean tryAcquire(Waiter w) {
      Request request = (Request) w;
      long s = state;
      if (available(s) >= w.units) {
        request.trying = true;
        do {
          if (STATE.compareAndSet(Semaphore.this, s, (s + w.units) & ~KEPT)) {
            return true;
          }
          s = state;
        } while (available(s) >= w.units);
        request.trying = false;
      }
      // As tryAcquire comes after each release, the wait cannot outlast the patience unnoticed.
      while (fairness == Fairness.EVENTUAL
          && (s & KEPT) == 0
          && available(s) < w.units
          && System.nanoTime() - w.arrived > PATIENCE
          && !STATE.compareAndSet(Semaphore.this, s, s | KEPT)) {
        s = state;
      }
      return false;
    }

    @Override
    public void acquired(Waiter w) {
      if (owns) {
        holdings.add(w.thread(), (int) w.units);
      }
      if (available(state) > 0) {
        queue.wakeFirst();
      }
    }

    @Override
    public void cancelled(Waiter w) {
      if (queue.first() == w) {
        long unused = (long) STATE.getAndBitwiseAnd(Semaphore.this, ~KEPT);
      }
    }
  }
}
