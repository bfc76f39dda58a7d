package dev.signalbox.bench.sct;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A producer and a consumer of 2 elements at one place: 2 threads, one mutex, two condition
 * variables.
 *
 * <p>Seeded bug, a deadlock in every execution: at the start there are 2 elements already, with
 * which the consumer is content, and the producer waits to place its second for ever. Mended, there
 * is none.
 */
final class Sync02 {
  private static final int N = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Condition full = lock.newCondition();
  private int elements;

  Sync02(boolean mended) {
    elements = mended ? 0 : 2;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("produce", () -> produce());
    children.start("consume", () -> consume());
    children.join();
  }

  private void produce() throws InterruptedException {
    for (int i = 0; i < N; i++) {
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
  }

  private void consume() throws InterruptedException {
    for (int i = 0; i < N; i++) {
      lock.lock();
      try {
        while (elements == 0) {
          full.await();
        }
        elements--;
        empty.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
