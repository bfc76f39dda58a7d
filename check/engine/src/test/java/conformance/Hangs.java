package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.atomic.AtomicInteger;

/** Loops with and without an end, and ends before the end. */
@SuppressWarnings("UnusedVariable")
public final class Hangs {
  private static volatile boolean flag;
  private static int total;

  private Hangs() {}

  @Planted(value = Kind.HANG, within = 20, maxSteps = 2000)
  static void spinThatNeverEnds() throws InterruptedException {
    Threads.together(
        () -> {
          while (!flag) {
            Thread.onSpinWait();
          }
        });
  }

  @Planted(value = Kind.HANG, within = 20, maxSteps = 2000)
  static void pollingForWhatNeverComes() throws InterruptedException {
    Threads.together(
        () -> {
          while (!flag) {
            Thread.sleep(10);
          }
        });
  }

  @Clean
  static void spinUntilAFlagIsSet() throws InterruptedException {
    Thread t = Threads.start("setter", () -> flag = true);
    while (!flag) {
      Thread.onSpinWait();
    }
    t.join();
  }

  @Clean
  static void spinWithoutHint() throws InterruptedException {
    Thread t = Threads.start("setter", () -> flag = true);
    while (!flag) {
      total++;
    }
    t.join();
  }

  @Clean(executions = 5, maxSteps = 100_000)
  static void tenThousandRoundsInTwoThreads() throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    Action loop =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            sum.incrementAndGet();
          }
        };
    Threads.together(loop, loop);
    assert sum.get() == 20_000;
  }

  @Planted(value = Kind.EXCEPTION, type = "exit 1")
  static void exitWithOne() {
    Threads.start("other", () -> flag = true);
    System.exit(1);
  }

  @Planted(value = Kind.EXCEPTION, type = "exit 3")
  static void exitOfAnotherThread() throws InterruptedException {
    Threads.together(() -> System.exit(3));
  }

  @Planted(value = Kind.EXCEPTION, type = "exit 2")
  static void haltWithTwo() {
    Threads.start("other", () -> flag = true);
    Runtime.getRuntime().halt(2);
  }

  @Clean
  static void exitWithZero() {
    Threads.start("other", () -> Thread.sleep(1_000_000_000));
    System.exit(0);
    throw new AssertionError("it went on");
  }

  @Clean
  static void haltWithZero() {
    Threads.start("other", () -> Thread.sleep(1_000_000_000));
    Runtime.getRuntime().halt(0);
    throw new AssertionError("it went on");
  }
}
