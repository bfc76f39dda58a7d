package dev.signalbox.bench.sct;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A producer and a consumer of one element at a place that is taken: 2 threads, one mutex, two
 * condition variables.
 *
 * <p>Seeded bug, a deadlock in every execution: the consumer leaves the element where it is, and
 * the producer waits for the place for ever. Mended, the consumer takes it.
 */
final class Sync01 {
  private final boolean mended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Condition full = lock.newCondition();
  private int elements = 1;

  Sync01(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("produce", () -> produce());
    children.start("consume", () -> consume());
    children.join();
  }

  private void produce() throws InterruptedException {
    lock.lock();
    try {
      while (elements > 0) {
        empty.await();
      }
      elements++;
      full.signal();
    } finally {
      lock.unlock();
    }
  }

  private void consume() throws InterruptedException {
    lock.lock();
    try {
      while (elements == 0) {
        full.await();
      }
      if (mended) {
        elements--;
      }
      empty.signal();
    } finally {
      lock.unlock();
    }
  }
}
