package dev.signalbox.check.runtime;

import java.util.Arrays;

/** The tasks of an execution that can go on, in no particular order. */
final class RunnableTasks {
  private Task[] tasks = new Task[8];
  private int count;

  int count() {
    return count;
  }

  Task get(int i) {
    return tasks[i];
  }

  /** Not empty. */
  Task oldest() {
    Task oldest = tasks[0];
    for (int i = 1; i < count; i++) {
      if (tasks[i].id < oldest.id) {
        oldest = tasks[i];
      }
    }
    return oldest;
  }

  /** A task that is not among them. */
  void add(Task t) {
    if (count == tasks.length) {
      tasks = Arrays.copyOf(tasks, count * 2);
    }
    t.index = count;
    tasks[count++] = t;
  }

  void remove(Task t) {
    int i = t.index;
    if (i >= 0) {
      Task tail = tasks[--count];
      tasks[i] = tail;
      tail.index = i;
      t.index = -1;
    }
  }
}
