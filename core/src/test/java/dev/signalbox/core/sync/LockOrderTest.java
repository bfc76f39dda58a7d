package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
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
class LockOrderTest {
  /** What is guarded, and who takes it. */
  record Kind(boolean mutex, boolean virtual) {
    Lock newLock() {
      return mutex ? Mutex.named("inner") : new ReentrantLock();
    }

    Thread thread(Runnable body) {
      return virtual
          ? Thread.ofVirtual().name("other").unstarted(body)
          : Thread.ofPlatform().name("other").unstarted(body);
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(false, false), new Kind(false, true), new Kind(true, false), new Kind(true, true));
  }

  private final Kind kind;
  private final LockOrder order = new LockOrder(LockOrder.Policy.THROW);
  private final Lock a;
  private final Lock b;
  private final Lock c;

  LockOrderTest(Kind kind) {
    this.kind = kind;
    a = guard("a");
    b = guard("b");
    c = guard("c");
  }

  private Lock guard(String name) {
    return order.guard(name, kind.newLock());
  }

  private Lock guard(String name, long rank) {
    return order.guard(name, rank, kind.newLock());
  }

  /** In another thread; throws what it threw. */
  private void other(Runnable body) {
    FutureTask<Void> task = new FutureTask<>(body, null);
    Thread t = kind.thread(task);
    t.start();
    try {
      task.get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void nested(Lock... locks) {
    int taken = 0;
    try {
      for (Lock lock : locks) {
        lock.lock();
        taken++;
      }
    } finally {
      while (taken > 0) {
        locks[--taken].unlock();
      }
    }
  }

  private LockOrderException rejected(Runnable body) {
    LockOrderException e = catchThrowableOfType(LockOrderException.class, () -> other(body));
    assertThat(e).isNotNull();
    return e;
  }

  private boolean isFree(Lock lock) {
    boolean[] free = new boolean[1];
    other(
        () -> {
          free[0] = lock.tryLock();
          if (free[0]) {
            lock.unlock();
          }
        });
    return free[0];
  }

  @Test
  void theContraryIsRejectedTheFirstTime() {
    other(() -> nested(a, b));
    assertThat(rejected(() -> nested(b, a)).cycle()).containsExactly("a", "b");
    assertThat(isFree(a)).isTrue();
    assertThat(isFree(b)).isTrue();
    other(() -> nested(a, b));
    rejected(() -> nested(b, a));
  }

  @Test
  void alsoOfOtherLocksOfTheClasses() {
    other(() -> nested(a, b));
    rejected(() -> nested(guard("b"), guard("a")));
  }

  @Test
  void alsoThroughOthers() {
    Lock d = guard("d");
    other(() -> nested(a, b));
    other(() -> nested(c, d));
    other(() -> nested(b, c));
    assertThat(rejected(() -> nested(d, a)).cycle()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aLockComesAfterAllThatAreHeld() {
    other(() -> nested(a, b, c));
    assertThat(rejected(() -> nested(c, a)).cycle()).containsExactly("a", "b", "c");
  }

  @Test
  void interruptiblyToo() {
    other(() -> nested(a, b));
    rejected(
        () -> {
          b.lock();
          try {
            a.lockInterruptibly();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          } finally {
            b.unlock();
          }
        });
    assertThat(isFree(b)).isTrue();
  }

  @Test
  void anInterruptedWaitHasMadeTheOrderAndHoldsNothing() {
    other(
        () -> {
          a.lock();
          Thread.currentThread().interrupt();
          assertThatThrownBy(b::lockInterruptibly).isInstanceOf(InterruptedException.class);
          assertThatThrownBy(b::unlock).isInstanceOf(IllegalMonitorStateException.class);
          a.unlock();
        });
    rejected(() -> nested(b, a));
  }

  @Test
  void reentrancyMakesNoOrder() {
    other(() -> nested(a, b, a, b, b));
    other(() -> nested(a, b));
    rejected(() -> nested(b, a));
  }

  @Test
  void whatFollowsAReentrantLockComesAfterAll() {
    other(() -> nested(a, b, a, c));
    rejected(() -> nested(c, b));
    rejected(() -> nested(c, a));
  }

  @Test
  void unlockedInAnyOrder() {
    other(
        () -> {
          a.lock();
          b.lock();
          a.unlock();
          c.lock();
          b.unlock();
          c.unlock();
        });
    rejected(() -> nested(c, b));
    rejected(() -> nested(b, a));
    assertThat(isFree(a) && isFree(b) && isFree(c)).isTrue();
  }

  @Test
  void anUnlockedLockHasNoFollowers() {
    other(
        () -> {
          a.lock();
          b.lock();
          a.unlock();
          b.unlock();
          nested(c);
        });
    other(() -> nested(c, b, guard("d")));
    other(() -> nested(c, a));
  }

  @Test
  void tryLockMakesNoOrderButCountsAsHeld() {
    other(
        () -> {
          a.lock();
          assertThat(b.tryLock()).isTrue();
          c.lock();
          c.unlock();
          b.unlock();
          a.unlock();
        });
    rejected(() -> nested(c, b));
    rejected(() -> nested(c, a));
    other(() -> nested(b, a));
  }

  @Test
  void tryLockWithATimeMakesNoOrder() {
    other(() -> nested(a, b));
    other(
        () -> {
          b.lock();
          try {
            assertThat(a.tryLock(1, TimeUnit.SECONDS)).isTrue();
            a.unlock();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          b.unlock();
        });
    rejected(() -> nested(b, a));
  }

  @Test
  void aTryThatFailsHoldsNothing() {
    a.lock();
    other(
        () -> {
          assertThat(a.tryLock()).isFalse();
          nested(b);
        });
    a.unlock();
    other(() -> nested(b, a));
  }

  @Test
  void locksOfOneClassAreNotNestedWithoutRanks() {
    Lock another = guard("a");
    LockOrderException e = rejected(() -> nested(a, another));
    assertThat(e.cycle()).containsExactly("a");
    assertThat(e).hasMessageStartingWith("two locks of class \"a\" nested: one of rank 0 under");
    other(() -> nested(another));
  }

  @Test
  void locksOfOneClassAreNestedByRank() {
    Lock five = guard("account", 5);
    Lock seven = guard("account", 7);
    Lock six = guard("account", 6);
    other(() -> nested(five, seven));
    rejected(() -> nested(seven, five));
    rejected(() -> nested(five, seven, six));
    other(() -> nested(five, six, seven, b));
    rejected(() -> nested(b, five));
  }

  @Test
  void ranksAreComparedWithAllThatAreHeld() {
    Lock five = guard("account", 5);
    Lock seven = guard("account", 7);
    Lock six = guard("account", 6);
    rejected(
        () -> {
          seven.lock();
          boolean tried = five.tryLock();
          try {
            nested(six);
          } finally {
            if (tried) {
              five.unlock();
            }
            seven.unlock();
          }
        });
  }

  @Test
  void aReadLockUnderItsWriteLock() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Lock read = order.guard("cache", 1, lock.readLock());
    Lock write = order.guard("cache", lock.writeLock());
    other(
        () -> {
          write.lock();
          read.lock();
          write.unlock();
          read.unlock();
        });
    rejected(() -> nested(read, write));
    other(() -> nested(read, read));
  }

  @Test
  void aConditionTakesItsLockAgainUnderTheOthers() {
    Condition condition = a.newCondition();
    assertThat(
            rejected(
                    () -> {
                      a.lock();
                      b.lock();
                      try {
                        condition.awaitUninterruptibly();
                      } finally {
                        b.unlock();
                        a.unlock();
                      }
                    })
                .cycle())
        .containsExactly("a", "b");
    assertThat(isFree(a) && isFree(b)).isTrue();
  }

  @Test
  void aWaitMakesTheOrderThatItsEndNeeds() {
    Condition condition = a.newCondition();
    other(
        () -> {
          b.lock();
          a.tryLock();
          try {
            assertThat(condition.awaitNanos(1)).isLessThanOrEqualTo(0);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          a.unlock();
          b.unlock();
        });
    rejected(() -> nested(a, b));
  }

  @Test
  void aConditionOfAReentrantLockLetsGoOfItAll() throws Exception {
    Condition condition = a.newCondition();
    CountDownLatch locked = new CountDownLatch(1);
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              a.lock();
              a.lock();
              locked.countDown();
              boolean signalled = condition.await(1, TimeUnit.MINUTES);
              a.unlock();
              a.unlock();
              assertThatThrownBy(a::unlock).isInstanceOf(IllegalMonitorStateException.class);
              return signalled;
            });
    kind.thread(waiting).start();
    locked.await();
    a.lock();
    condition.signalAll();
    a.unlock();
    assertThat(waiting.get()).isTrue();
    assertThat(isFree(a)).isTrue();
  }

  @Test
  void aConditionNeedsItsLock() {
    Condition condition = a.newCondition();
    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void aStrangerCannotUnlock() {
    a.lock();
    assertThatThrownBy(() -> other(a::unlock))
        .isInstanceOf(IllegalMonitorStateException.class)
        .hasMessageStartingWith("\"other\" does not hold ");
    assertThat(isFree(a)).isFalse();
    a.unlock();
    assertThatThrownBy(a::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void declared() {
    order.declare("a", "b", "c");
    rejected(() -> nested(c, a));
    other(() -> nested(a, c));
    order.declare("a", "c");
    order.declare();
    order.declare("new");
  }

  @Test
  void aDeclarationThatContradictsItselfIsNotMade() {
    assertThatThrownBy(() -> order.declare("a", "b", "c", "a"))
        .isInstanceOf(LockOrderException.class)
        .hasMessageStartingWith("lock order inverted: \"c\" before \"a\"");
    assertThatThrownBy(() -> order.declare("c", "c")).isInstanceOf(LockOrderException.class);
    other(() -> nested(c, b, a));
  }

  @Test
  void aDeclarationThatContradictsWhatWasSeenIsNotMadeWhateverThePolicy() {
    order.policy(LockOrder.Policy.REPORT);
    other(() -> nested(b, c));
    LockOrderException e =
        catchThrowableOfType(LockOrderException.class, () -> order.declare("a", "c", "b"));
    assertThat(e.cycle()).containsExactly("b", "c");
    order.policy(LockOrder.Policy.THROW);
    other(() -> nested(c, a));
  }

  @Test
  void reportedOnceAndTakenAllTheSame() {
    List<LockOrderException> told = new ArrayList<>();
    order.policy(LockOrder.Policy.REPORT);
    order.onInversion(
        e -> {
          throw new IllegalStateException("a listener's own trouble");
        });
    order.onInversion(told::add);
    other(() -> nested(a, b));
    other(() -> nested(b, a));
    other(() -> nested(b, a));
    assertThat(told).extracting(LockOrderException::cycle).containsExactly(List.of("a", "b"));
    order.policy(LockOrder.Policy.THROW);
    rejected(() -> nested(b, a));
  }

  @Test
  void nothingIsMissedAfterAReport() {
    order.policy(LockOrder.Policy.REPORT);
    Lock d = guard("d");
    other(() -> nested(a, b));
    other(() -> nested(d, b, a, c));
    order.policy(LockOrder.Policy.THROW);
    rejected(() -> nested(c, b));
    rejected(() -> nested(a, d));
  }

  @Test
  void offLooksAtNothingAndKeepsInMindWhatIsHeld() {
    order.policy(LockOrder.Policy.OFF);
    other(() -> nested(a, b));
    other(() -> nested(b, a));
    other(
        () -> {
          a.lock();
          b.lock();
          order.policy(LockOrder.Policy.THROW);
          nested(c);
          b.unlock();
          a.unlock();
        });
    rejected(() -> nested(c, a));
    rejected(() -> nested(c, b));
    other(() -> nested(b, a));
  }

  @Test
  void aHundredDeepAndAHundredClasses() {
    Lock[] locks = new Lock[100];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = guard("level " + i);
    }
    other(() -> nested(locks));
    for (int i = 1; i < locks.length; i++) {
      int from = i;
      assertThat(rejected(() -> nested(locks[from], locks[0])).cycle())
          .startsWith("level 0")
          .endsWith("level " + from);
    }
    other(
        () -> {
          for (Lock lock : locks) {
            lock.lock();
          }
          for (Lock lock : locks) {
            lock.unlock();
          }
          nested(locks);
        });
  }

  @Test
  void badInput() {
    assertThatThrownBy(() -> order.guard("x", nothing())).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> order.declare("a", nothing()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> order.policy(nothing())).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> order.onInversion(nothing())).isInstanceOf(NullPointerException.class);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // on purpose
  private static <T> T nothing() {
    return null;
  }
}
