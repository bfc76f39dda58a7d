package dev.signalbox.bench.sct;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A producer hands 3 tokens to a consumer, which sums up 0 to 3: 2 threads, one mutex, two
 * condition variables.
 *
 * <p>Seeded bug: the main thread claims that the sum is not 6, which fails in every execution.
 * Mended, it claims that it is.
 */
final class ArithmeticProg {
  private static final int N = 3;
  private static final int SUM = N * (N + 1) / 2;

  private final boolean mended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Condition full = lock.newCondition();
  private int tokens;
  private int total;
  private boolean complete;

  ArithmeticProg(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("produce", () -> produce());
    children.start("consume", () -> consume());
    children.join();
    if (complete && (total == SUM) != mended) {
      throw new AssertionError("the sum of 0 to " + N + " is " + total);
    }
  }

  private void produce() throws InterruptedException {
    for (int i = 0; i < N; i++) {
      lock.lock();
      try {
        while (tokens > 0) {
          empty.await();
        }
        tokens++;
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
        while (tokens == 0) {
          full.await();
        }
        total += i;
        tokens--;
        empty.signal();
      } finally {
        lock.unlock();
      }
    }
    total += N;
    complete = true;
  }
}
