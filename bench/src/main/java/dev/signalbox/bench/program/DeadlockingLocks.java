package dev.signalbox.bench.program;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads that take two ReentrantLocks in opposite order. Not the example's: of locks that a
 * static initializer made Lincheck sees nothing but, after a minute, that the program hangs.
 */
public final class DeadlockingLocks {
  private final ReentrantLock stockLock = new ReentrantLock();
  private final ReentrantLock ordersLock = new ReentrantLock();
  private int movements;

  private void move(ReentrantLock first, ReentrantLock second) {
    first.lock();
    try {
      second.lock();
      try {
        movements++;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    DeadlockingLocks shop = new DeadlockingLocks();
    Thread a = new Thread(() -> shop.move(shop.stockLock, shop.ordersLock), "A");
    Thread b = new Thread(() -> shop.move(shop.ordersLock, shop.stockLock), "B");
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
