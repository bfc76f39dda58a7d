package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Blockers;
import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.Wait;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/**
 * A condition of a {@link Mutex} or a write lock. A signal moves the longest waiter to the queue of
 * the lock, where it waits like all others; so it is woken once, when it is its turn.
 */
final class MutexCondition implements Condition, Resource {
  private final Resource lock;
  private final WaitQueue queue;
  private final Exclusive exclusive;

  /** Guarded by the lock. */
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  MutexCondition(Resource lock, WaitQueue queue, Exclusive exclusive) {
    this.lock = lock;
    this.queue = queue;
    this.exclusive = exclusive;
  }

  /** WAITING → SIGNALLED by who signals, or → LEFT by the waiter: whoever is first. */
  private static final class Waiting extends Waiter {
    static final int WAITING = 0;
    static final int SIGNALLED = 1;
    static final int LEFT = 2;
    final AtomicInteger state = new AtomicInteger(WAITING);

    Waiting(Resource lock) {
      super(lock, 1, false);
    }

    /** The caller relies on holding the lock when it comes back. */
    @Override
    protected boolean canFail() {
      return false;
    }

    boolean become(int next) {
      return state.compareAndSet(WAITING, next);
    }

    boolean waits() {
      return state.get() == WAITING;
    }
  }

  @Override
  public void await() throws InterruptedException {
    boolean unused = await(true, false, 0);
  }

  @Override
  public void awaitUninterruptibly() {
    try {
      boolean unused = await(false, false, 0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    boolean unused = await(true, true, deadline);
    return deadline - System.nanoTime();
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(true, true, System.nanoTime() + unit.toNanos(time));
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    long millis = deadline.getTime() - System.currentTimeMillis();
    return await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void signal() {
    exclusive.checkOwner();
    boolean done = false;
    while (!done && !waiting.isEmpty()) {
      done = move(waiting.removeFirst());
    }
  }

  @Override
  public void signalAll() {
    exclusive.checkOwner();
    while (!waiting.isEmpty()) {
      boolean unused = move(waiting.removeFirst());
    }
  }

  private boolean move(Waiting w) {
    if (!w.become(Waiting.SIGNALLED)) {
      return false;
    }
    queue.add(w);
    return true;
  }

  /**
   * @return whether there was a signal
   */
  private boolean await(boolean interruptible, boolean timed, long deadline)
      throws InterruptedException {
    exclusive.checkCanWait();
    if (interruptible && Thread.interrupted()) {
      throw new InterruptedException();
    }
    Waiting w = new Waiting(lock);
    waiting.addLast(w);
    Wait wait = new Wait(this, timed);
    wait.begin();
    int more = exclusive.releaseAll();
    boolean interrupted = false;
    try {
      interrupted = sleep(w, interruptible, timed, deadline);
    } finally {
      wait.end();
    }
    boolean signalled = !w.become(Waiting.LEFT);
    if (!signalled) {
      queue.add(w);
    }
    queue.await(w, exclusive);
    exclusive.holdAgain(more);
    if (!signalled) {
      boolean unused = waiting.remove(w);
    }
    if (interrupted) {
      if (interruptible && !signalled) {
        throw new InterruptedException();
      }
      Thread.currentThread().interrupt();
    }
    return signalled;
  }

  /**
   * Until there is a signal, or what else ends it.
   *
   * @return whether it was interrupted
   */
  private boolean sleep(Waiting w, boolean interruptible, boolean timed, long deadline) {
    boolean interrupted = false;
    while (w.waits()) {
      if (Thread.interrupted()) {
        interrupted = true;
        if (interruptible) {
          break;
        }
      }
      long left = timed ? deadline - System.nanoTime() : 1;
      if (left <= 0) {
        break;
      }
      if (!w.parked) {
        w.parked = true;
      } else if (timed) {
        LockSupport.parkNanos(this, left);
      } else {
        LockSupport.park(this);
      }
    }
    w.parked = false;
    return interrupted;
  }

  /** Anybody may signal. */
  @Override
  public Blockers blockers(Wait wait) {
    return Blockers.NONE;
  }

  @Override
  public String toString() {
    return "a condition of " + lock;
  }
}
