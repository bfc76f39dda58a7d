package dev.signalbox.bench.program;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Four tasks, each in a virtual thread of its own, in an executor that is closed at the end. */
public final class VirtualExecutor {
  private static final int TASKS = 4;

  private VirtualExecutor() {}

  public static void main(String[] args) {
    AtomicInteger count = new AtomicInteger();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < TASKS; i++) {
        executor.execute(count::incrementAndGet);
      }
    }
  }
}
