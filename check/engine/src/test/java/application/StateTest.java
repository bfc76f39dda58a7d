package application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What executions find of what was there before, and what they leave behind. */
class StateTest {
  @TempDir private Path folder;

  private static final class OnlyInChecks {
    static int n;
    static final List<String> LOG = new ArrayList<>(List.of("begin"));
  }

  @Test
  void aClassThatOnlyChecksUseIsMadeAnew() {
    Quick.in(folder)
        .check(
            () -> {
              assertThat(OnlyInChecks.n).isZero();
              assertThat(OnlyInChecks.LOG).containsExactly("begin");
              OnlyInChecks.n = 7;
              OnlyInChecks.LOG.add("end");
            });

    assertThat(OnlyInChecks.n).isZero();
    assertThat(OnlyInChecks.LOG).containsExactly("begin");
    OnlyInChecks.n = 5;

    Quick.in(folder).check(() -> assertThat(OnlyInChecks.n).isEqualTo(5));
    assertThat(OnlyInChecks.n).isEqualTo(5);
  }

  private static class Parent {
    static int parents = 1;

    static int parents() {
      return parents++;
    }
  }

  private static final class Child extends Parent {
    static final int AT_FIRST = parents();
    int own = AT_FIRST;
  }

  @Test
  void theStateLeftBehindIsMadeAnewForAnyUse() {
    Quick.in(folder)
        .check(
            () -> {
              assertThat(new Child().own).isEqualTo(1);
              Parent.parents = 100;
            });

    assertThat(new Child().own).isEqualTo(1);
    assertThat(Parent.parents).isEqualTo(2);
  }

  private static final class LeftLocked {
    static final ReentrantLock LOCK = new ReentrantLock();
  }

  @Test
  void aLockThatADeadlockLeftTakenIsFreeOutside() {
    assertThat(
            Quick.in(folder)
                .fails(
                    () -> {
                      LeftLocked.LOCK.lock();
                      Thread t = new Thread(LeftLocked.LOCK::lock);
                      t.start();
                      t.join();
                    }))
        .hasMessageStartingWith("deadlock: ");

    assertThat(LeftLocked.LOCK.isLocked()).isFalse();
  }

  private static final class FailsAtFirst {
    static final Object BUILT = build();

    private static Object build() {
      if (Thread.currentThread().getName().equals("main") && inCheck) {
        throw new IllegalStateException("not in a check");
      }
      return new Object();
    }
  }

  private static boolean inCheck;

  @Test
  void anInitializerThatFailsInChecksMayWorkOutside() {
    inCheck = true;
    assertThat(Quick.in(folder).fails(() -> assertThat(FailsAtFirst.BUILT).isNotNull()))
        .hasMessageStartingWith("exception: ExceptionInInitializerError");
    inCheck = false;

    assertThat(FailsAtFirst.BUILT).isNotNull();
  }

  private static int kept = 3;

  @Test
  void aClassThatWasUsedBeforeIsKept() {
    kept = 4;

    Quick.in(folder).check(() -> assertThat(kept).isEqualTo(4));
  }

  @Test
  void whatExecutionsChangeThereIsTold() {
    AtomicInteger captured = new AtomicInteger();

    assertThat(
            Quick.in(folder)
                .inconclusive(
                    () -> {
                      Thread t = new Thread(captured::incrementAndGet);
                      t.start();
                      t.join();
                      assertThat(captured.get()).isEqualTo(1);
                    }))
        .contains("does not do the same each time")
        .contains("first ended well");
  }

  @Test
  void aBodyThatDoesNothingTheSecondTimeIsNotClean() {
    boolean[] done = new boolean[1];

    assertThat(
            Quick.in(folder)
                .inconclusive(
                    () -> {
                      if (!done[0]) {
                        done[0] = true;
                        Thread t = new Thread(() -> {});
                        t.start();
                        t.join();
                      }
                    }))
        .contains("does not do the same each time");
  }

  @Test
  void aListThatGrowsIsTold() {
    List<Integer> captured = new ArrayList<>();

    assertThat(
            Quick.in(folder)
                .inconclusive(
                    () -> {
                      captured.add(1);
                      int[] seen = new int[1];
                      for (int i : captured) {
                        seen[0] += i;
                      }
                    }))
        .contains("does not do the same each time");
  }

  @Test
  void aCapturedLockThatAnExecutionLeavesTakenIsTold() {
    ReentrantLock lock = new ReentrantLock();

    assertThat(Quick.in(folder).inconclusive(lock::lock))
        .contains("does not do the same each time");
  }
}
