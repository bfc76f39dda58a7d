package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Task;
import org.jspecify.annotations.Nullable;

/** What threads are called: virtual ones have no name unless they are given one. */
final class ThreadNames {
  private ThreadNames() {}

  static String of(Task t) {
    String name = t.thread.getName();
    return name.isBlank() ? (t.thread.isVirtual() ? "virtual " : "thread ") + (t.id + 1) : name;
  }

  static String of(Thread t, @Nullable Execution execution) {
    Task task = execution == null ? null : execution.task(t);
    return task == null ? t.getName() : of(task);
  }
}
