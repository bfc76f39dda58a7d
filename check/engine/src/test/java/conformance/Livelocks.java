package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Loops that end, loops that feed each other, and loops that only look as if. */
@SuppressWarnings({"UnusedVariable", "NonAtomicVolatileUpdate"})
public final class Livelocks {
  private static final Lock ONE = new ReentrantLock();
  private static final Lock TWO = new ReentrantLock();
  private static final Lock THREE = new ReentrantLock();

  private static volatile boolean flag;
  private static volatile int turn;
  private static volatile boolean mine;
  private static volatile boolean yours;
  private static int total;

  private Livelocks() {}

  // ---- livelocks

  @Planted(value = Kind.LIVELOCK, within = 20)
  static void politeness() throws InterruptedException {
    Threads.together(() -> handOn(0, 1), () -> handOn(1, 0));
  }

  private static void handOn(int me, int other) {
    while (!flag) {
      if (turn == me) {
        turn = other;
      }
    }
  }

  @Planted(value = Kind.LIVELOCK, within = 1000)
  static void tryLockAndRetry() throws InterruptedException {
    Threads.together(() -> untilBoth(ONE, TWO), () -> untilBoth(TWO, ONE));
  }

  @Planted(value = Kind.LIVELOCK, within = 10000)
  static void tryLockAndRetryOfThree() throws InterruptedException {
    Threads.together(
        () -> untilBoth(ONE, TWO), () -> untilBoth(TWO, THREE), () -> untilBoth(THREE, ONE));
  }

  private static void untilBoth(Lock first, Lock second) {
    while (true) {
      first.lock();
      if (second.tryLock()) {
        second.unlock();
        first.unlock();
        return;
      }
      first.unlock();
    }
  }

  /** Dekker's first attempts: each takes its wish back when it sees the other's. */
  @Planted(value = Kind.LIVELOCK, within = 1000)
  static void wishesTakenBack() throws InterruptedException {
    Threads.together(
        () -> {
          mine = true;
          while (yours) {
            mine = false;
            mine = true;
          }
          mine = false;
        },
        () -> {
          yours = true;
          while (mine) {
            yours = false;
            yours = true;
          }
          yours = false;
        });
  }

  /** Both sleep equally long, so they wake up in step. */
  @Planted(value = Kind.LIVELOCK, within = 1000)
  static void equalBackOff() throws InterruptedException {
    Threads.together(() -> sleepBetween(ONE, TWO, 10), () -> sleepBetween(TWO, ONE, 10));
  }

  /** Loops of different lengths are in step only if turns end where each tries. */
  @Planted(value = Kind.LIVELOCK, within = 10000)
  static void loopsOfDifferentLengths() throws InterruptedException {
    Threads.together(
        () -> untilBoth(ONE, TWO),
        () -> {
          while (true) {
            total = 0;
            TWO.lock();
            if (ONE.tryLock()) {
              ONE.unlock();
              TWO.unlock();
              return;
            }
            total = 0;
            TWO.unlock();
          }
        });
  }

  // ---- no livelocks, but without end

  @Planted(value = Kind.HANG, within = 20)
  static void twoThatPoll() throws InterruptedException {
    Action poll =
        () -> {
          while (!flag) {
            Thread.onSpinWait();
          }
        };
    Threads.together(poll, poll);
  }

  @Planted(value = Kind.HANG, within = 20)
  static void twoThatPollUnderALock() throws InterruptedException {
    Action poll =
        () -> {
          boolean over = false;
          while (!over) {
            ONE.lock();
            over = flag;
            ONE.unlock();
          }
        };
    Threads.together(poll, poll);
  }

  @Planted(value = Kind.HANG, within = 20)
  static void twoThatCount() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    Action count =
        () -> {
          while (!flag) {
            sum.incrementAndGet();
          }
        };
    Threads.together(count, count);
  }

  @Planted(value = Kind.HANG, within = 20)
  static void twoThatCountInAField() throws InterruptedException {
    Action count =
        () -> {
          while (!flag) {
            turn++;
          }
        };
    Threads.together(count, count);
  }

  // ---- with an end

  /** A lock, a local counter, nothing else changes: as good as a circle, for 10,000 rounds. */
  @Clean(executions = 16, maxSteps = 2_000_000)
  static void tenThousandEqualRounds() throws InterruptedException {
    Action loop =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            ONE.lock();
            flag = !flag;
            ONE.unlock();
          }
        };
    Threads.together(loop, loop);
  }

  @Clean
  static void spinUntilSet() throws InterruptedException {
    Threads.together(
        () -> {
          while (!flag) {
            total++;
          }
        },
        () -> flag = true);
  }

  @Clean
  static void spinWithYieldUntilSet() throws InterruptedException {
    Threads.together(
        () -> {
          while (!flag) {
            Thread.yield();
          }
        },
        () -> {
          while (!flag) {
            Thread.onSpinWait();
          }
        },
        () -> flag = true);
  }

  /** Time stands still while somebody runs; the sleep has to end all the same. */
  @Clean(executions = 16)
  static void spinUntilASleeperSets() throws InterruptedException {
    Threads.together(
        () -> {
          while (!flag) {
            Thread.onSpinWait();
          }
        },
        () -> {
          Thread.sleep(100_000);
          flag = true;
        });
  }

  @Clean
  static void compareAndSetRetry() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    Action add =
        () -> {
          for (int i = 0; i < 20; i++) {
            int seen = sum.get();
            while (!sum.compareAndSet(seen, seen + 1)) {
              seen = sum.get();
            }
          }
        };
    Threads.together(add, add, add);
    assert sum.get() == 60;
  }

  @Clean
  static void spinLock() throws InterruptedException {
    AtomicBoolean taken = new AtomicBoolean();
    Action add =
        () -> {
          for (int i = 0; i < 10; i++) {
            while (!taken.compareAndSet(false, true)) {
              Thread.onSpinWait();
            }
            total++;
            taken.set(false);
          }
        };
    Threads.together(add, add, add);
    assert total == 30;
  }

  @Clean
  static void boundedPoliteness() throws InterruptedException {
    AtomicReference<String> spoon = new AtomicReference<>("a");
    Threads.together(() -> politeFor(5, spoon, "a", "b"), () -> politeFor(5, spoon, "b", "a"));
  }

  private static void politeFor(int times, AtomicReference<String> spoon, String me, String other) {
    for (int i = 0; i < times; ) {
      if (spoon.get().equals(me)) {
        spoon.set(other);
        i++;
      }
    }
  }

  @Clean
  static void boundedAttempts() throws InterruptedException {
    Action a = () -> attempts(ONE, TWO);
    Action b = () -> attempts(TWO, ONE);
    Threads.together(a, b);
  }

  private static void attempts(Lock first, Lock second) {
    for (int i = 0; i < 50; i++) {
      first.lock();
      boolean both = second.tryLock();
      if (both) {
        second.unlock();
      }
      first.unlock();
      if (both) {
        return;
      }
    }
  }

  @Clean
  static void randomBackOff() throws InterruptedException {
    Threads.together(
        () -> sleepBetween(ONE, TWO, () -> ThreadLocalRandom.current().nextInt(20)),
        () -> sleepBetween(TWO, ONE, () -> ThreadLocalRandom.current().nextInt(20)));
  }

  @Clean
  static void differentBackOff() throws InterruptedException {
    Threads.together(() -> sleepBetween(ONE, TWO, 10), () -> sleepBetween(TWO, ONE, 17));
  }

  private static void sleepBetween(Lock first, Lock second, int millis)
      throws InterruptedException {
    sleepBetween(first, second, () -> millis);
  }

  private static void sleepBetween(Lock first, Lock second, java.util.function.IntSupplier millis)
      throws InterruptedException {
    while (true) {
      first.lock();
      if (second.tryLock()) {
        second.unlock();
        first.unlock();
        return;
      }
      first.unlock();
      Thread.sleep(millis.getAsInt());
    }
  }
}
