package dev.signalbox.core.sync;

import static dev.signalbox.core.ThreadKind.awaitBlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.ThreadKind;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Condition} promises, of one that wakes in the order of arrival. */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry")
abstract class ConditionContract {
  private final Lock lock = lock();
  private final Condition condition = lock.newCondition();

  /** Guarded by the lock. */
  private final List<String> woken = new ArrayList<>();

  abstract Lock lock();

  private Thread waiting(ThreadKind kind, String name) {
    CountDownLatch locked = new CountDownLatch(1);
    Thread t =
        kind.start(
            name,
            () -> {
              lock.lock();
              try {
                locked.countDown();
                condition.await();
                woken.add(name);
              } finally {
                lock.unlock();
              }
            });
    try {
      locked.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    lock.lock(); // it has let go
    lock.unlock();
    return t;
  }

  @ParameterizedTest
  @EnumSource
  void wakesInOrder(ThreadKind kind) throws Exception {
    Thread a = waiting(kind, "a");
    Thread b = waiting(kind, "b");
    Thread c = waiting(kind, "c");
    lock.lock();
    condition.signal();
    lock.unlock();
    a.join();
    assertThat(woken).containsExactly("a");
    lock.lock();
    condition.signalAll();
    lock.unlock();
    b.join();
    c.join();
    assertThat(woken).containsExactlyInAnyOrder("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void letsGoOfAllHolds(ThreadKind kind) throws Exception {
    AtomicBoolean signalled = new AtomicBoolean();
    lock.lock();
    lock.lock();
    Thread signaller =
        kind.start(
            () -> {
              lock.lock();
              signalled.set(true);
              condition.signal();
              lock.unlock();
            });
    while (!signalled.get()) {
      condition.await();
    }
    lock.unlock();
    lock.unlock();
    signaller.join();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void wantsTheLock() {
    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(() -> condition.awaitNanos(1))
        .isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void timesOut() throws Exception {
    lock.lock();
    assertThat(condition.awaitNanos(1000)).isNotPositive();
    assertThat(condition.await(1, TimeUnit.MICROSECONDS)).isFalse();
    assertThat(condition.awaitUntil(new Date(0))).isFalse();
    lock.unlock();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsIt(ThreadKind kind) throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread t =
        kind.start(
            () -> {
              lock.lock();
              locked.countDown();
              try {
                condition.await();
              } catch (InterruptedException e) {
                ended.countDown();
              } finally {
                lock.unlock();
              }
            });
    locked.await();
    Thread other = waiting(kind, "other");
    t.interrupt();
    ended.await();
    t.join();
    lock.lock();
    condition.signal(); // not for the one that has left
    lock.unlock();
    other.join();
    assertThat(woken).containsExactly("other");
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptDoesNotEndTheUninterruptible(ThreadKind kind) throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean signalled = new AtomicBoolean();
    Thread t =
        kind.start(
            () -> {
              lock.lock();
              locked.countDown();
              while (!signalled.get()) {
                condition.awaitUninterruptibly();
              }
              interrupted.set(Thread.currentThread().isInterrupted());
              lock.unlock();
            });
    locked.await();
    awaitBlocked(t);
    t.interrupt();
    lock.lock();
    signalled.set(true);
    condition.signal();
    lock.unlock();
    t.join();
    assertThat(interrupted).isTrue();
  }
}
