package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The kinds of threads that each contract is tested with, and how tests wait for them. */
final class Kinds {
  /** Called by a thread of a test. */
  interface Body {
    void run() throws Exception;
  }

  private Kinds() {}

  static Stream<Arguments> fairnessAndVirtual() {
    return Stream.of(Fairness.values())
        .flatMap(f -> Stream.of(Arguments.of(f, false), Arguments.of(f, true)));
  }

  /** What escapes from the body ends up in the list. */
  static Thread start(boolean virtual, List<Throwable> failures, Body body) {
    Runnable task =
        () -> {
          try {
            body.run();
          } catch (Throwable e) {
            failures.add(e);
          }
        };
    return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
  }

  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      Thread.yield();
    }
  }
}
