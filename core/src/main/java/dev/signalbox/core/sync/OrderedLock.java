package dev.signalbox.core.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that asks its {@link LockOrder} before it waits.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>written by</th><th>mode</th></tr>
 * <tr><td>last</td><td>who has just taken it</td><td>opaque; a hint, of use to that thread</td></tr>
 * </table>
 */
final class OrderedLock implements Lock {
  private static final VarHandle LAST;

  static {
    try {
      LAST = MethodHandles.lookup().findVarHandle(OrderedLock.class, "last", HeldLocks.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final LockClass type;
  final long rank;
  private final LockOrder order;
  private final Lock lock;

  /** What the thread holds that took it last: saves that one the look-up of a thread-local. */
  @SuppressWarnings("unused") // by LAST
  private @Nullable HeldLocks last;

  OrderedLock(LockOrder order, LockClass type, long rank, Lock lock) {
    this.order = order;
    this.type = type;
    this.rank = rank;
    this.lock = lock;
  }

  @Override
  public void lock() {
    HeldLocks held = held();
    boolean linked = order.admit(this, held);
    lock.lock();
    add(held, linked);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    HeldLocks held = held();
    boolean linked = order.admit(this, held);
    lock.lockInterruptibly();
    add(held, linked);
  }

  @Override
  public boolean tryLock() {
    HeldLocks held = held();
    held.makeRoom();
    return lock.tryLock() && addTried(held);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    HeldLocks held = held();
    held.makeRoom();
    return lock.tryLock(time, unit) && addTried(held);
  }

  @Override
  public void unlock() {
    HeldLocks held = held();
    int i = held.lastIndexOf(this);
    if (i < 0) {
      throw notHeld();
    }
    lock.unlock();
    held.remove(i);
  }

  @Override
  public Condition newCondition() {
    return new OrderedCondition(lock.newCondition());
  }

  /** To be asked before this thread waits for it, now or later. */
  void admit() {
    boolean unused = order.admit(this, held());
  }

  @Override
  public String toString() {
    return lock + " of lock class " + type + (rank == 0 ? "" : ", rank " + rank);
  }

  // ---- within

  private HeldLocks held() {
    HeldLocks held = (HeldLocks) LAST.getOpaque(this);
    return held != null && held.threadId == Thread.currentThread().threadId() ? held : order.held();
  }

  private void add(HeldLocks held, boolean linked) {
    if (LAST.getOpaque(this) != held) {
      LAST.setOpaque(this, held);
    }
    held.add(this, linked);
  }

  private boolean addTried(HeldLocks held) {
    add(held, held.size() == 0);
    return true;
  }

  private IllegalMonitorStateException notHeld() {
    return new IllegalMonitorStateException(
        "\"" + Thread.currentThread().getName() + "\" does not hold " + this);
  }

  /** After a wait the lock is taken again, under all those that the thread has kept. */
  private final class OrderedCondition implements Condition {
    private final Condition condition;

    OrderedCondition(Condition condition) {
      this.condition = condition;
    }

    private void admitAgain() {
      HeldLocks held = held();
      if (held.lastIndexOf(OrderedLock.this) < 0) {
        throw notHeld();
      }
      held.moveToTop(OrderedLock.this, order.admitAgain(OrderedLock.this, held));
    }

    @Override
    public void await() throws InterruptedException {
      admitAgain();
      condition.await();
    }

    @Override
    public void awaitUninterruptibly() {
      admitAgain();
      condition.awaitUninterruptibly();
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
      admitAgain();
      return condition.awaitNanos(nanos);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      admitAgain();
      return condition.await(time, unit);
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
      admitAgain();
      return condition.awaitUntil(deadline);
    }

    @Override
    public void signal() {
      condition.signal();
    }

    @Override
    public void signalAll() {
      condition.signalAll();
    }

    @Override
    public String toString() {
      return "a condition of " + OrderedLock.this;
    }
  }
}
