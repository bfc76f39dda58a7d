package dev.signalbox.core.sync;

import static dev.signalbox.core.ThreadKind.awaitBlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Lock} promises, of a reentrant one. */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry")
abstract class LockContract {
  private static final int THREADS = 4;
  private static final int ROUNDS = 2_000;

  private final Lock lock = lock();
  private int counter;

  abstract Lock lock();

  @ParameterizedTest
  @EnumSource
  void excludes(ThreadKind kind) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          kind.start(
              () -> {
                for (int j = 0; j < ROUNDS; j++) {
                  lock.lock();
                  try {
                    counter++;
                  } finally {
                    lock.unlock();
                  }
                }
              }));
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(counter).isEqualTo(THREADS * ROUNDS);
    assertIsFree();
  }

  /** Each way in and each way to fail, mixed: nothing is lost. */
  @ParameterizedTest
  @EnumSource
  void survivesInterruptsAndTimeouts(ThreadKind kind) throws Exception {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger acquired = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      int way = i;
      threads.add(
          kind.start(
              () -> {
                for (int j = 0; j < ROUNDS; j++) {
                  if (enter(way, j)) {
                    try {
                      counter++;
                      acquired.incrementAndGet();
                    } finally {
                      lock.unlock();
                    }
                  }
                }
              }));
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.forEach(Thread::interrupt);
      Thread.onSpinWait();
    }
    assertThat(counter).isEqualTo(acquired.get()).isPositive();
    assertIsFree();
  }

  private boolean enter(int way, int round) {
    try {
      switch (way) {
        case 0 -> lock.lock();
        case 1 -> lock.lockInterruptibly();
        case 2 -> {
          return lock.tryLock(round % 50, TimeUnit.MICROSECONDS);
        }
        default -> {
          return lock.tryLock();
        }
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReentrant(ThreadKind kind) throws Exception {
    lock.lock();
    lock.lock();
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 4; i++) {
      assertThat(triesFrom(kind)).isFalse();
      lock.unlock();
    }
    assertThat(triesFrom(kind)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isUnlockedByItsOwnerOnly(ThreadKind kind) throws Exception {
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    lock.lock();
    Thread stranger =
        kind.start(
            () ->
                assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class));
    stranger.join();
    assertThat(triesFrom(kind)).isFalse();
    lock.unlock();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void waitsUntilItIsFree(ThreadKind kind) throws Exception {
    lock.lock();
    AtomicBoolean in = new AtomicBoolean();
    Thread waiter =
        kind.start(
            () -> {
              lock.lock();
              in.set(true);
              lock.unlock();
            });
    awaitBlocked(waiter);
    assertThat(in).isFalse();
    lock.unlock();
    waiter.join();
    assertThat(in).isTrue();
    assertIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptDoesNotEndLock(ThreadKind kind) throws Exception {
    lock.lock();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiter =
        kind.start(
            () -> {
              lock.lock();
              interrupted.set(Thread.currentThread().isInterrupted());
              lock.unlock();
            });
    awaitBlocked(waiter);
    waiter.interrupt();
    lock.unlock();
    waiter.join();
    assertThat(interrupted).isTrue();
    assertIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsLockInterruptibly(ThreadKind kind) throws Exception {
    lock.lock();
    CountDownLatch ended = new CountDownLatch(1);
    Thread waiter = kind.start(() -> expectInterrupt(lock::lockInterruptibly, ended));
    awaitBlocked(waiter);
    waiter.interrupt();
    ended.await();
    lock.unlock();
    assertIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsTimedTryLock(ThreadKind kind) throws Exception {
    lock.lock();
    CountDownLatch ended = new CountDownLatch(1);
    Thread waiter = kind.start(() -> expectInterrupt(() -> lock.tryLock(1, TimeUnit.DAYS), ended));
    awaitBlocked(waiter);
    waiter.interrupt();
    ended.await();
    lock.unlock();
    assertIsFree();
  }

  private static void expectInterrupt(ThreadKind.Body body, CountDownLatch ended) throws Exception {
    try {
      body.run();
    } catch (InterruptedException e) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      ended.countDown();
    }
  }

  @Test
  void whoIsInterruptedBeforeDoesNotGetIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    Thread.currentThread().interrupt();
    assertThat(lock.tryLock()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    lock.unlock();
  }

  @ParameterizedTest
  @EnumSource
  void timesOut(ThreadKind kind) throws Exception {
    lock.lock();
    AtomicBoolean got = new AtomicBoolean(true);
    Thread waiter = kind.start(() -> got.set(lock.tryLock(1, TimeUnit.MILLISECONDS)));
    waiter.join();
    assertThat(got).isFalse();
    Thread atOnce = kind.start(() -> got.set(lock.tryLock(-1, TimeUnit.MILLISECONDS)));
    atOnce.join();
    assertThat(got).isFalse();
    lock.unlock();
    assertIsFree();
  }

  @ParameterizedTest
  @EnumSource
  void getsItWithinTheTime(ThreadKind kind) throws Exception {
    lock.lock();
    AtomicBoolean got = new AtomicBoolean();
    Thread waiter =
        kind.start(
            () -> {
              got.set(lock.tryLock(1, TimeUnit.DAYS));
              lock.unlock();
            });
    awaitBlocked(waiter);
    lock.unlock();
    waiter.join();
    assertThat(got).isTrue();
    assertIsFree();
  }

  /** The next one in the queue is not forgotten when the one before it gives up. */
  @ParameterizedTest
  @EnumSource
  void whoLeavesTheQueuePassesOn(ThreadKind kind) throws Exception {
    lock.lock();
    Thread first = kind.start(this::lockUnlessInterrupted);
    awaitBlocked(first);
    CountDownLatch in = new CountDownLatch(1);
    Thread second =
        kind.start(
            () -> {
              lock.lock();
              in.countDown();
              lock.unlock();
            });
    awaitBlocked(second);
    first.interrupt();
    lock.unlock();
    in.await();
    first.join();
    second.join();
    assertIsFree();
  }

  /** Both may come at once; then it may go either way. */
  private void lockUnlessInterrupted() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      return;
    }
    lock.unlock();
  }

  private boolean triesFrom(ThreadKind kind) throws InterruptedException {
    AtomicBoolean got = new AtomicBoolean();
    kind.start(
            () -> {
              got.set(lock.tryLock());
              if (got.get()) {
                lock.unlock();
              }
            })
        .join();
    return got.get();
  }

  private void assertIsFree() throws InterruptedException {
    assertThat(triesFrom(ThreadKind.PLATFORM)).isTrue();
  }
}
