package dev.signalbox.bench.program;

import java.util.concurrent.ArrayBlockingQueue;

/** A producer hands four elements to a consumer through a queue with room for one. */
public final class QueueHandOver {
  private static final int ELEMENTS = 4;

  private final ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
  private int sum;

  private void produce() {
    try {
      for (int i = 0; i < ELEMENTS; i++) {
        queue.put(i);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void consume() {
    try {
      for (int i = 0; i < ELEMENTS; i++) {
        sum += queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    QueueHandOver program = new QueueHandOver();
    Thread a = new Thread(program::produce);
    Thread b = new Thread(program::consume);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
