package dev.signalbox.core.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value with its {@link Mutex}: there is no access to the one without the other; and threads that
 * wait until something holds of the value, which nobody has to signal.
 *
 * <pre>{@code
 * private final Guarded<Deque<Job>> jobs = Guarded.named("jobs", new ArrayDeque<>());
 *
 * jobs.with(q -> q.add(job));
 * Job next = jobs.when(q -> !q.isEmpty(), Deque::removeFirst);
 * }</pre>
 *
 * <p><b>Order.</b> Whoever leaves asks the predicates of those that wait, the longest waiting
 * first, and wakes the first one whose predicate holds. That one asks again, since another thread
 * may have come first, and waits on in its old place if it does not hold any more. So no signal is
 * missed, and nobody is woken whose predicate does not hold (Guava's {@code Monitor} works so).
 *
 * <p><b>Predicates</b> are evaluated by other threads too, with the mutex held: they must be quick,
 * depend on the value alone, and change nothing. What a predicate throws is thrown by the {@code
 * when} that it was given to.
 *
 * <p><b>Re-entrancy.</b> A body may use the same {@code Guarded} again; those that wait are looked
 * at when the outermost body ends. What it must not do there is wait: others would see the value
 * half changed. {@code when} throws {@link IllegalStateException} then, unless its predicate holds.
 *
 * <p><b>Leaks.</b> The value itself must not get out of a body: returned, stored or captured, it
 * could be used without the mutex. Return a copy, or parts that are immutable. Nobody checks that.
 *
 * <p><b>Deadlocks.</b> The wait for the mutex is part of the {@linkplain
 * dev.signalbox.core.waitgraph.WaitGraph wait-for graph}, see {@link Mutex#lock}. That for a
 * predicate is registered, but no part of a deadlock: any thread may make it hold.
 *
 * <p><b>Memory effects.</b> What is done in one body happens before each later body.
 */
public final class Guarded<T> {
  private final Mutex mutex;

  // By who holds the mutex.
  private final List<Pending> pending = new ArrayList<>();
  private T value;

  /** A thread that waits until its predicate holds. */
  private final class Pending {
    final Thread thread = Thread.currentThread();
    final Condition condition = mutex.newCondition();
    final Predicate<? super T> predicate;

    /** On its way to the mutex. */
    boolean signalled;

    Pending(Predicate<? super T> predicate) {
      this.predicate = predicate;
    }

    /** Whether it is its turn: to go on, or to throw what its predicate throws. */
    boolean isDue() {
      try {
        return predicate.test(value);
      } catch (RuntimeException | Error e) {
        return true;
      }
    }
  }

  private Guarded(String name, T value) {
    this.mutex = Mutex.named(name);
    this.value = Objects.requireNonNull(value, "value");
  }

  public static <T> Guarded<T> of(T value) {
    return named("guarded", value);
  }

  /**
   * @param name in reports; need not be unique
   */
  public static <T> Guarded<T> named(String name, T value) {
    return new Guarded<>(name, value);
  }

  /**
   * Changes what the value refers to. Waits for the mutex uninterruptibly.
   *
   * @throws dev.signalbox.core.waitgraph.DeadlockException if the wait was chosen to break a
   *     deadlock
   */
  public void with(Consumer<? super T> body) {
    Objects.requireNonNull(body, "body");
    mutex.lock();
    try {
      body.accept(value);
    } finally {
      leave();
    }
  }

  /**
   * Computes something from the value. Waits for the mutex uninterruptibly.
   *
   * @throws dev.signalbox.core.waitgraph.DeadlockException if the wait was chosen to break a
   *     deadlock
   */
  public <R extends @Nullable Object> R get(Function<? super T, ? extends R> body) {
    Objects.requireNonNull(body, "body");
    mutex.lock();
    try {
      return body.apply(value);
    } finally {
      leave();
    }
  }

  /**
   * Puts another value in the place of this one. Waits for the mutex uninterruptibly.
   *
   * @return the new value
   * @throws NullPointerException if it is null; the old one stays
   * @throws dev.signalbox.core.waitgraph.DeadlockException if the wait was chosen to break a
   *     deadlock
   */
  public T update(UnaryOperator<T> body) {
    Objects.requireNonNull(body, "body");
    mutex.lock();
    try {
      value = Objects.requireNonNull(body.apply(value), "the new value");
      return value;
    } finally {
      leave();
    }
  }

  /**
   * Waits until the predicate holds, and computes something while it does.
   *
   * @throws InterruptedException if interrupted before, or while it does not hold
   * @throws IllegalStateException if it does not hold, in a body of this thread
   * @throws dev.signalbox.core.waitgraph.DeadlockException if the wait for the mutex was chosen to
   *     break a deadlock
   */
  public <R extends @Nullable Object> R when(
      Predicate<? super T> predicate, Function<? super T, ? extends R> body)
      throws InterruptedException {
    Objects.requireNonNull(predicate, "predicate");
    Objects.requireNonNull(body, "body");
    mutex.lockInterruptibly();
    try {
      if (!predicate.test(value)) {
        boolean unused = await(predicate, false, 0);
      }
      return body.apply(value);
    } finally {
      leave();
    }
  }

  /**
   * As {@link #when(Predicate, Function)}, but waits for that long at most, for the mutex and the
   * predicate together. If the time is zero or negative it does not wait at all.
   *
   * @throws TimeoutException if the predicate did not hold in that time; the body is not run then
   * @throws InterruptedException if interrupted before, or while it does not hold
   * @throws IllegalStateException if it does not hold, in a body of this thread
   */
  public <R extends @Nullable Object> R when(
      Predicate<? super T> predicate, Duration time, Function<? super T, ? extends R> body)
      throws InterruptedException, TimeoutException {
    Objects.requireNonNull(predicate, "predicate");
    Objects.requireNonNull(body, "body");
    long nanos = TimeUnit.NANOSECONDS.convert(time);
    long deadline = System.nanoTime() + Math.max(0, nanos);
    if (!mutex.tryLock(nanos, TimeUnit.NANOSECONDS)) {
      throw timeout(time);
    }
    try {
      if (!predicate.test(value) && !(nanos > 0 && await(predicate, true, deadline))) {
        throw timeout(time);
      }
      return body.apply(value);
    } finally {
      leave();
    }
  }

  /** The threads that wait for a predicate, the longest first. Waits for the mutex itself. */
  public List<Thread> queue() {
    return mutex.call(() -> pending.stream().map(p -> p.thread).toList());
  }

  public String name() {
    return mutex.name();
  }

  @Override
  public String toString() {
    return "guarded \"" + name() + "\"";
  }

  // ---- within

  /**
   * @return false when the time is over and the predicate does not hold
   */
  private boolean await(Predicate<? super T> predicate, boolean timed, long deadline)
      throws InterruptedException {
    if (mutex.holdCount() > 1) {
      throw new IllegalStateException("a wait within a body of " + this);
    }
    Pending me = new Pending(predicate);
    pending.add(me);
    try {
      do {
        wakeNext(); // one that was woken for nothing passes it on
        if (!timed) {
          me.condition.await();
        } else if (me.condition.awaitNanos(deadline - System.nanoTime()) <= 0) {
          return predicate.test(value);
        }
        me.signalled = false;
      } while (!predicate.test(value));
      return true;
    } finally {
      pending.remove(me);
    }
  }

  private void leave() {
    try {
      if (mutex.holdCount() == 1) {
        wakeNext();
      }
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Afterwards, if there is one whose predicate holds, one of these is on its way to the mutex, and
   * does the same when it leaves.
   */
  private void wakeNext() {
    for (Pending p : pending) {
      if (p.isDue()) {
        if (!p.signalled) {
          p.signalled = true;
          p.condition.signal();
        }
        return;
      }
    }
  }

  private static TimeoutException timeout(Duration time) {
    return new TimeoutException("did not hold within " + time);
  }
}
