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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock with a name whose deadlocks are found and, if wished, broken, also among virtual
 * threads; and which can be fair in the end without the cost of a fair {@code ReentrantLock}.
 *
 * <pre>{@code
 * private final Mutex accounts = Mutex.named("accounts");
 *
 * accounts.run(() -> balance += amount);
 * int now = accounts.call(() -> balance);
 * }</pre>
 *
 * <p><b>Order.</b> See {@link Fairness}; {@link Fairness#EVENTUAL} unless told otherwise. {@link
 * #tryLock()} takes the lock if it is free, except when it is kept for a waiter.
 *
 * <p><b>Ownership.</b> The thread that locked has to unlock, as often as it locked. A lock whose
 * owner ended without unlocking stays locked; those who wait for it are told as a deadlock.
 *
 * <p><b>Deadlocks.</b> Each wait is an edge of the {@linkplain WaitGraph wait-for graph}. Where its
 * policy says so, each method that waits without a timeout may throw {@link DeadlockException}; the
 * lock is then not held.
 *
 * <p><b>Memory effects</b> are those of {@link Lock}: unlocking happens before each later locking.
 */
public final class Mutex implements Lock, Resource {
  // STATE: 0 free, LOCKED, KEPT (free, but for the first in line alone), LOCKED | KEPT.
  //   0 → LOCKED              anyone (FIFO: only while nobody waits)
  //   LOCKED → LOCKED | KEPT  the first in line, when it has waited for long (EVENTUAL)
  //   s → s & ~LOCKED         the owner
  //   KEPT → LOCKED           the first in line
  //   s → s & ~KEPT           the first in line, when it leaves
  //
  // field      written by                      mode
  // state      see above                       compare-and-set, get-and-add
  // owner      the owner, while it is LOCKED   opaque; read by all, exact for the owner itself
  // takenAt    the owner, while it is LOCKED   opaque; read by all
  // holds      the owner, while it is LOCKED   plain; read by the owner
  private static final int LOCKED = 1;
  private static final int KEPT = 2;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

  private static final VarHandle STATE;
  private static final VarHandle OWNER;
  private static final VarHandle TAKEN_AT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Mutex.class, "state", int.class);
      OWNER = lookup.findVarHandle(Mutex.class, "owner", Thread.class);
      TAKEN_AT = lookup.findVarHandle(Mutex.class, "takenAt", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final Fairness fairness;
  private final boolean inOrder;
  private final WaitQueue queue = new WaitQueue();
  private final First first = new First();

  @SuppressWarnings("unused") // by STATE
  private volatile int state;

  private @Nullable Thread owner;
  private @Nullable Throwable takenAt;
  private int holds;

  private Mutex(String name, Fairness fairness) {
    this.name = Objects.requireNonNull(name, "name");
    this.fairness = Objects.requireNonNull(fairness, "fairness");
    this.inOrder = fairness == Fairness.FIFO;
  }

  /** A mutex that is {@linkplain Fairness#EVENTUAL fair in the end}. */
  public static Mutex named(String name) {
    return new Mutex(name, Fairness.EVENTUAL);
  }

  /**
   * @param name in reports; need not be unique
   */
  public static Mutex named(String name, Fairness fairness) {
    return new Mutex(name, fairness);
  }

  // ---- locking

  /**
   * Waits until the lock is free, as long as it takes; interrupts do not end that, and are the
   * thread's status afterwards.
   *
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  @Override
  public void lock() {
    if (!lockAtOnce()) {
      queue.await(enqueued(false), first);
    }
  }

  /**
   * @throws InterruptedException if interrupted before or while waiting
   * @throws DeadlockException if this wait was chosen to break a deadlock
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!lockAtOnce()) {
      boolean unused = queue.awaitInterruptibly(enqueued(false), first, 0);
    }
  }

  /** Takes it if it is free and not kept for another, or held by this thread already. */
  @Override
  public boolean tryLock() {
    if (STATE.compareAndSet(this, 0, LOCKED)) {
      own();
      return true;
    }
    return lockAgain();
  }

  /**
   * Waits for that long at most; does not wait at all if the time is zero or negative.
   *
   * @throws InterruptedException if interrupted before or while waiting
   */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    long nanos = unit.toNanos(time);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (lockAtOnce()) {
      return true;
    }
    return nanos > 0 && queue.awaitInterruptibly(enqueued(true), first, System.nanoTime() + nanos);
  }

  /**
   * Waits for that long at most; does not wait at all if the time is zero or negative.
   *
   * @throws InterruptedException if interrupted before or while waiting
   */
  public boolean tryLock(Duration time) throws InterruptedException {
    return tryLock(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
  }

  /**
   * @throws IllegalMonitorStateException if this thread does not hold it; nothing changes then
   */
  @Override
  public void unlock() {
    checkOwner();
    if (holds > 0) {
      holds--;
    } else {
      release();
    }
  }

  /** Runs the body while holding the lock. */
  public void run(Runnable body) {
    Objects.requireNonNull(body, "body");
    lock();
    try {
      body.run();
    } finally {
      unlock();
    }
  }

  /**
   * Runs the body while holding the lock.
   *
   * @throws X what the body throws
   */
  public <T extends @Nullable Object, X extends Exception> T call(WaitGraph.Body<T, X> body)
      throws X {
    Objects.requireNonNull(body, "body");
    lock();
    try {
      return body.run();
    } finally {
      unlock();
    }
  }

  /**
   * A condition as {@code ReentrantLock} has it: waiters are woken in the order of arrival, and
   * there are no wake-ups without a signal. Its methods throw {@link IllegalMonitorStateException}
   * if the thread does not hold the lock. To break a deadlock, the wait for the lock after a signal
   * is never chosen: the lock is held when they return.
   */
  @Override
  public Condition newCondition() {
    return new MutexCondition(this, queue, first);
  }

  // ---- who

  /** The thread that holds it; may be out of date. */
  public @Nullable Thread owner() {
    return (Thread) OWNER.getOpaque(this);
  }

  public boolean isHeldByCurrentThread() {
    return owner() == Thread.currentThread();
  }

  public boolean isLocked() {
    return (state & LOCKED) != 0;
  }

  /** How often the current thread holds it. */
  public int holdCount() {
    return isHeldByCurrentThread() ? holds + 1 : 0;
  }

  /** The threads that wait for it, the longest first; may be out of date. */
  public List<Thread> queue() {
    return queue.list().stream().map(Wait::thread).toList();
  }

  public String name() {
    return name;
  }

  public Fairness fairness() {
    return fairness;
  }

  @Override
  public Blockers blockers(Wait wait) {
    Thread t = owner();
    if (t == null || t == wait.thread()) {
      return Blockers.NONE;
    }
    return Blockers.one(new Holder(t, 1, (Throwable) TAKEN_AT.getOpaque(this)));
  }

  @Override
  public String toString() {
    return "mutex \"" + name + "\"";
  }

  // ---- within

  private boolean lockAtOnce() {
    if ((!inOrder || queue.isEmpty()) && STATE.compareAndSet(this, 0, LOCKED)) {
      own();
      return true;
    }
    return lockAgain();
  }

  private boolean lockAgain() {
    if (owner() != Thread.currentThread()) {
      return false;
    }
    if (holds == Integer.MAX_VALUE) {
      throw new IllegalStateException(this + " is locked too often");
    }
    holds++;
    return true;
  }

  private Waiter enqueued(boolean timed) {
    Waiter w = new Waiter(this, 1, timed);
    queue.add(w);
    return w;
  }

  private void own() {
    OWNER.setOpaque(this, Thread.currentThread());
    if (WaitGraph.traceHolders()) {
      TAKEN_AT.setOpaque(this, WaitGraph.trace());
    }
  }

  private void checkOwner() {
    if (!isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException(
          "\"" + Thread.currentThread().getName() + "\" does not hold " + this);
    }
  }

  private void release() {
    OWNER.setOpaque(this, null);
    if (takenAt != null) {
      TAKEN_AT.setOpaque(this, null);
    }
    int unused = (int) STATE.getAndAdd(this, -LOCKED);
    queue.wakeFirst();
  }

  private final class First implements Exclusive {
    @Override
    public boolean tryAcquire(Waiter w) {
      int s = state;
      while ((s & LOCKED) == 0) {
        if (STATE.compareAndSet(Mutex.this, s, LOCKED)) {
          return true;
        }
        s = state;
      }
      if (fairness == Fairness.EVENTUAL
          && (s & KEPT) == 0
          && System.nanoTime() - w.arrived > PATIENCE) {
        boolean unused = STATE.compareAndSet(Mutex.this, LOCKED, LOCKED | KEPT);
      }
      return false;
    }

    @Override
    public void acquired(Waiter w) {
      own();
    }

    @Override
    public void cancelled(Waiter w) {
      if (queue.first() == w) {
        int unused = (int) STATE.getAndBitwiseAnd(Mutex.this, ~KEPT);
      }
    }

    @Override
    public void checkOwner() {
      Mutex.this.checkOwner();
    }

    @Override
    public int releaseAll() {
      int more = holds;
      holds = 0;
      release();
      return more;
    }

    @Override
    public void holdAgain(int more) {
      holds = more;
    }
  }
}
