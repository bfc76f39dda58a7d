package dev.signalbox.core.sync;

import static dev.signalbox.core.ThreadKind.awaitBlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@SuppressWarnings("LockNotBeforeTry")
class MutexTest {
  @Nested
  class Barging extends LockContract {
    @Override
    Lock lock() {
      return Mutex.named("m", Fairness.BARGING);
    }
  }

  @Nested
  class Eventual extends LockContract {
    @Override
    Lock lock() {
      return Mutex.named("m", Fairness.EVENTUAL);
    }
  }

  @Nested
  class Fifo extends LockContract {
    @Override
    Lock lock() {
      return Mutex.named("m", Fairness.FIFO);
    }
  }

  @Nested
  class BargingCondition extends ConditionContract {
    @Override
    Lock lock() {
      return Mutex.named("m", Fairness.BARGING);
    }
  }

  @Nested
  class EventualCondition extends ConditionContract {
    @Override
    Lock lock() {
      return Mutex.named("m");
    }
  }

  @Nested
  class FifoCondition extends ConditionContract {
    @Override
    Lock lock() {
      return Mutex.named("m", Fairness.FIFO);
    }
  }

  private final Mutex mutex = Mutex.named("accounts");

  @Test
  void saysWhoHasIt() {
    assertThat(mutex.owner()).isNull();
    assertThat(mutex.isLocked()).isFalse();
    mutex.lock();
    mutex.lock();
    assertThat(mutex.owner()).isSameAs(Thread.currentThread());
    assertThat(mutex.holdCount()).isEqualTo(2);
    assertThat(mutex.isLocked()).isTrue();
    mutex.unlock();
    mutex.unlock();
    assertThat(mutex.holdCount()).isZero();
    assertThat(mutex).hasToString("mutex \"accounts\"");
    assertThat(mutex.fairness()).isEqualTo(Fairness.EVENTUAL);
  }

  @Test
  void runsABodyAndUnlocksWhateverHappens() {
    assertThat(mutex.<Integer, RuntimeException>call(() -> mutex.holdCount())).isEqualTo(1);
    assertThatThrownBy(
            () ->
                mutex.run(
                    () -> {
                      throw new IllegalStateException("body");
                    }))
        .hasMessage("body");
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway") // on purpose
  void refusesNoBody() {
    assertThatThrownBy(() -> mutex.run(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> mutex.call(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Mutex.named(null)).isInstanceOf(NullPointerException.class);
    assertThat(mutex.isLocked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void fifoIsInOrder(ThreadKind kind) throws Exception {
    Mutex fifo = Mutex.named("queue", Fairness.FIFO);
    List<Integer> order = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    fifo.lock();
    for (int i = 0; i < 5; i++) {
      int number = i;
      Thread t = kind.start(() -> fifo.run(() -> order.add(number)));
      threads.add(t);
      while (!fifo.queue().contains(t)) {
        Thread.onSpinWait();
      }
    }
    assertThat(fifo.queue()).containsExactlyElementsOf(threads);
    fifo.unlock();
    for (Thread t : threads) {
      t.join();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
    assertThat(fifo.queue()).isEmpty();
  }

  /** A thread that never lets others have a chance is stopped by the first in line. */
  @ParameterizedTest
  @EnumSource(
      value = Fairness.class,
      names = {"EVENTUAL", "FIFO"})
  void nobodyIsOvertakenForEver(Fairness fairness) throws Exception {
    Mutex m = Mutex.named("contended", fairness);
    AtomicBoolean in = new AtomicBoolean();
    m.lock();
    Thread waiter = ThreadKind.PLATFORM.start(() -> m.run(() -> in.set(true)));
    awaitBlocked(waiter);
    m.unlock();
    while (!in.get()) {
      m.lock();
      m.unlock();
    }
    waiter.join();
    assertThat(m.isLocked()).isFalse();
  }

  /** What was kept for a waiter that leaves is free again. */
  @ParameterizedTest
  @EnumSource
  void isNotKeptForWhoHasLeft(ThreadKind kind) throws Exception {
    AtomicBoolean left = new AtomicBoolean();
    mutex.lock();
    Thread waiter =
        kind.start(
            () -> {
              try {
                mutex.lockInterruptibly();
              } catch (InterruptedException e) {
                left.set(true);
              }
            });
    awaitBlocked(waiter);
    long since = System.nanoTime();
    while (System.nanoTime() - since < 2_000_000) {
      // It wakes up, fails, and by and by has it kept.
      java.util.concurrent.locks.LockSupport.unpark(waiter);
    }
    waiter.interrupt();
    waiter.join();
    assertThat(left).isTrue();
    mutex.unlock();
    assertThat(mutex.tryLock()).isTrue();
    mutex.unlock();
  }
}
