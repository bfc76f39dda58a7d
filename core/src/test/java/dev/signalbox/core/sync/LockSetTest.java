package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@ParameterizedClass
@MethodSource("kinds")
class LockSetTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(5);

  enum Locks {
    REENTRANT,
    BARGING,
    EVENTUAL,
    FIFO,
    GUARDED
  }

  record Kind(Locks locks, boolean virtual) {
    Lock newLock() {
      return switch (locks) {
        case REENTRANT -> new ReentrantLock();
        case BARGING -> Mutex.named("m", Fairness.BARGING);
        case EVENTUAL -> Mutex.named("m", Fairness.EVENTUAL);
        case FIFO -> Mutex.named("m", Fairness.FIFO);
        case GUARDED -> new LockOrder(LockOrder.Policy.THROW).guard("m", new ReentrantLock());
      };
    }

    <T> FutureTask<T> start(Callable<T> body) {
      FutureTask<T> task = new FutureTask<>(body);
      Thread unused = virtual ? Thread.startVirtualThread(task) : Thread.ofPlatform().start(task);
      return task;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Locks.values()).flatMap(l -> Stream.of(new Kind(l, false), new Kind(l, true)));
  }

  private final Kind kind;
  private final Lock a;
  private final Lock b;
  private final Lock c;

  LockSetTest(Kind kind) {
    this.kind = kind;
    a = kind.newLock();
    b = kind.newLock();
    c = kind.newLock();
  }

  private void assertFree(Lock... locks) throws Exception {
    for (Lock lock : locks) {
      assertThat(isFree(lock)).isTrue();
    }
  }

  private boolean isFree(Lock lock) throws Exception {
    return kind.start(
            () -> {
              boolean free = lock.tryLock();
              if (free) {
                lock.unlock();
              }
              return free;
            })
        .get();
  }

  @Test
  void takesAllAndLetsGoOfAll() throws Exception {
    try (LockSet.Held held = LockSet.of(a, b, c).acquire(LONG)) {
      assertThat(isFree(a) || isFree(b) || isFree(c)).isFalse();
      held.close();
      assertFree(a, b, c);
    }
    try (LockSet.Held _ = LockSet.of(List.of(c, b)).acquire()) {
      assertThat(isFree(b) || isFree(c)).isFalse();
    }
    assertFree(a, b, c);
  }

  @Test
  void aDuplicateIsLockedOnce() throws Exception {
    try (LockSet.Held _ = LockSet.of(a, b, a, a).acquire()) {
      a.unlock();
      assertFree(a);
      a.lock();
    }
    assertFree(a, b);
  }

  @Test
  void anEmptySet() throws Exception {
    LockSet.of().acquire().close();
    LockSet.of().acquire(Duration.ZERO).close();
  }

  @Test
  void whatIsHeldBeforeStaysHeld() throws Exception {
    a.lock();
    LockSet.of(a, b).acquire().close();
    assertThat(isFree(a)).isFalse();
    assertFree(b);
    a.unlock();
  }

  @Test
  void whenTheTimeIsOverNoneIsHeld() throws Exception {
    for (Lock taken : List.of(a, b, c)) {
      taken.lock();
      for (Duration time : List.of(SHORT, Duration.ZERO, Duration.ofSeconds(-1))) {
        FutureTask<LockSet.Held> other = kind.start(() -> LockSet.of(a, b, c).acquire(time));
        assertThatThrownBy(other::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(TimeoutException.class);
        for (Lock lock : List.of(a, b, c)) {
          assertThat(isFree(lock)).isEqualTo(lock != taken);
        }
      }
      taken.unlock();
    }
  }

  @Test
  void whenInterruptedNoneIsHeld() throws Exception {
    for (Lock taken : List.of(a, b, c)) {
      for (boolean timed : List.of(false, true)) {
        taken.lock();
        CountDownLatch ended = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Boolean> other =
            kind.start(
                () -> {
                  thread[0] = Thread.currentThread();
                  started.countDown();
                  LockSet set = LockSet.of(a, b, c);
                  assertThatThrownBy(() -> (timed ? set.acquire(LONG) : set.acquire()).close())
                      .isInstanceOf(InterruptedException.class);
                  ended.countDown();
                  return Thread.interrupted();
                });
        started.await();
        Random random = new Random(timed ? 1 : 2);
        for (int spins = random.nextInt(100_000); spins > 0; spins--) {
          Thread.onSpinWait(); // at another point each time
        }
        thread[0].interrupt();
        assertThat(other.get()).isFalse();
        taken.unlock();
        assertFree(a, b, c);
      }
    }
  }

  @Test
  void interruptedBefore() throws Exception {
    FutureTask<Void> other =
        kind.start(
            () -> {
              Thread.currentThread().interrupt();
              LockSet.of(a, b).acquire().close();
              return null;
            });
    assertThatThrownBy(other::get).hasCauseInstanceOf(InterruptedException.class);
    assertFree(a, b);
  }

  @Test
  void aStrangerCannotClose() throws Exception {
    LockSet.Held held = LockSet.of(a, b).acquire();
    FutureTask<Void> other =
        kind.start(
            () -> {
              held.close();
              return null;
            });
    assertThatThrownBy(other::get).hasCauseInstanceOf(IllegalMonitorStateException.class);
    assertThat(isFree(a) || isFree(b)).isFalse();
    held.close();
    assertFree(a, b);
  }

  @Test
  void theOthersAreUnlockedIfOneWasAlready() throws Exception {
    LockSet.Held held = LockSet.of(a, b, c).acquire();
    b.unlock();
    assertThatThrownBy(held::close).isInstanceOf(IllegalMonitorStateException.class);
    assertFree(a, b, c);
  }

  @Test
  void waitsForOneOnlyWhileItHoldsNone() throws Exception {
    for (Lock taken : List.of(a, b, c)) {
      taken.lock();
      FutureTask<Void> other =
          kind.start(
              () -> {
                LockSet.of(a, b, c).acquire().close();
                return null;
              });
      for (Lock lock : List.of(a, b, c)) {
        while (lock != taken && !lock.tryLock()) {
          Thread.onSpinWait();
        }
      }
      assertThat(other.isDone()).isFalse();
      a.unlock();
      b.unlock();
      c.unlock();
      other.get();
    }
  }

  @Test
  void noDeadlockWithThoseWhoNestInAnyOrder() throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    int[] count = new int[1];
    for (int t = 0; t < 4; t++) {
      int me = t;
      tasks.add(
          kind.start(
              () -> {
                Random random = new Random(me);
                for (int i = 0; i < 500; i++) {
                  if (me == 0) {
                    // c, b, a: whatever the canonical order is, for some run it is the contrary
                    c.lock();
                    b.lock();
                    a.lock();
                    count[0]++;
                    a.unlock();
                    b.unlock();
                    c.unlock();
                  } else {
                    List<Lock> some = new ArrayList<>(List.of(a, b, c));
                    Collections.shuffle(some, random);
                    try (LockSet.Held _ = LockSet.of(some).acquire()) {
                      count[0]++;
                    }
                  }
                }
                return me;
              }));
    }
    for (FutureTask<Integer> task : tasks) {
      task.get();
    }
    assertThat(count[0]).isEqualTo(2000);
  }

  @Test
  void badInput() {
    assertThatThrownBy(() -> LockSet.of(a, nothing())).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> LockSet.of(a).acquire(nothing()))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void readLocksAreShared() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    try (LockSet.Held _ = LockSet.of(lock.readLock(), a).acquire()) {
      assertThat(isFree(lock.readLock())).isTrue();
      assertThat(isFree(lock.writeLock())).isFalse();
    }
    assertFree(lock.writeLock());
  }

  @Test
  void lockOrderConcernsOnlyWhatWasHeldBefore() throws Exception {
    LockOrder order = new LockOrder(LockOrder.Policy.THROW);
    Lock first = order.guard("first", kind.newLock());
    Lock one = order.guard("account", kind.newLock());
    Lock two = order.guard("account", kind.newLock());
    Lock last = order.guard("last", kind.newLock());
    first.lock();
    try (LockSet.Held _ = LockSet.of(two, one).acquire()) {
      last.lock();
      last.unlock();
    }
    first.unlock();
    for (Lock account : List.of(one, two)) {
      account.lock();
      assertThatThrownBy(first::lock).isInstanceOf(LockOrderException.class);
      account.unlock();
      last.lock();
      LockSet set = LockSet.of(a, account);
      assertThatThrownBy(set::acquire).isInstanceOf(LockOrderException.class);
      last.unlock();
      set.acquire(LONG).close();
    }
    assertFree(a, first, one, two, last);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // on purpose
  private static <T> T nothing() {
    return null;
  }
}
