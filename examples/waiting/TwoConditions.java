package waiting;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mended: each side waits on a condition of its own, so that one signal is enough and always
 * reaches a thread that can use it.
 *
 * <p>Reference section: Condition Variables and Producer-Consumer. Broken in {@link LostWakeup}.
 */
public final class TwoConditions {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private String slot;

  String put(String item) throws InterruptedException {
    lock.lock();
    try {
      while (slot != null) {
        notFull.await();
      }
      slot = item;
      notEmpty.signal();
      return item;
    } finally {
      lock.unlock();
    }
  }

  String take() throws InterruptedException {
    lock.lock();
    try {
      while (slot == null) {
        notEmpty.await();
      }
      String item = slot;
      slot = null;
      notFull.signal();
      return item;
    } finally {
      lock.unlock();
    }
  }

  public static void main(String[] args) throws Exception {
    TwoConditions buffer = new TwoConditions();
    List<Callable<String>> tasks =
        List.of(() -> buffer.put("a"), () -> buffer.put("b"), buffer::take, buffer::take);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.invokeAll(tasks);
    }

    if (buffer.slot != null) {
      throw new AssertionError("2 were put and 2 taken, but " + buffer.slot + " is left");
    }
  }
}
