package dev.signalbox.bench.program;

import java.util.concurrent.locks.ReentrantLock;

/** Two threads, one increment each, under a ReentrantLock. */
public final class LockedCounter {
  private final ReentrantLock lock = new ReentrantLock();
  private int count;

  private void increment() {
    lock.lock();
    try {
      count++;
    } finally {
      lock.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    LockedCounter counter = new LockedCounter();
    Thread a = new Thread(counter::increment);
    Thread b = new Thread(counter::increment);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
