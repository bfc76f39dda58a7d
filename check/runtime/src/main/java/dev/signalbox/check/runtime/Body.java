package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** What a task runs: the thread's own {@code run}, and then what the JVM does at its end. */
final class Body implements Runnable {
  private final @Nullable Runnable main;
  private @Nullable Task task;

  /**
   * @param main what to run in place of the thread's own {@code run}, or null
   */
  Body(@Nullable Runnable main) {
    this.main = main;
  }

  void of(Task t) {
    task = t;
  }

  @Override
  @SuppressWarnings("DoNotCall") // this is the thread: nobody else will call its run
  public void run() {
    Task t = task;
    if (t == null) {
      throw new AssertionError();
    }
    Execution e = t.execution;
    try {
      if (main != null) {
        main.run();
      } else {
        t.thread.run();
      }
    } catch (Abandoned a) {
      return;
    } catch (Throwable failure) {
      if (!e.over()) {
        e.threads.uncaught(t, failure);
      }
    }
    if (!e.over()) {
      e.threads.ended(t);
    }
  }
}
