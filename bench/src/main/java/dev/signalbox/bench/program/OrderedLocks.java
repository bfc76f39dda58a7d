package dev.signalbox.bench.program;

import java.util.concurrent.locks.ReentrantLock;

/** Two threads that take two ReentrantLocks in the same order. */
public final class OrderedLocks {
  private final ReentrantLock stockLock = new ReentrantLock();
  private final ReentrantLock ordersLock = new ReentrantLock();
  private int stock = 1;
  private int orders;

  private void place() {
    stockLock.lock();
    try {
      stock--;
      ordersLock.lock();
      try {
        orders++;
      } finally {
        ordersLock.unlock();
      }
    } finally {
      stockLock.unlock();
    }
  }

  private void cancel() {
    stockLock.lock();
    try {
      ordersLock.lock();
      try {
        orders--;
      } finally {
        ordersLock.unlock();
      }
      stock++;
    } finally {
      stockLock.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    OrderedLocks shop = new OrderedLocks();
    Thread a = new Thread(shop::place);
    Thread b = new Thread(shop::cancel);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
