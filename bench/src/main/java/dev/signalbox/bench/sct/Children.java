package dev.signalbox.bench.sct;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads that a kernel starts. */
final class Children {
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable AssertionError failure;

  /** What a thread does. */
  interface Task {
    void run() throws InterruptedException;
  }

  void start(String name, Task task) {
    Thread thread = new Thread(() -> run(task), name);
    threads.add(thread);
    thread.start();
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (AssertionError e) {
      // Not every checker sees what is thrown outside of the main thread.
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for all of them, in the order in which they were started.
   *
   * @throws AssertionError that ended one of them
   */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    AssertionError e = failure;
    if (e != null) {
      throw e;
    }
  }
}
