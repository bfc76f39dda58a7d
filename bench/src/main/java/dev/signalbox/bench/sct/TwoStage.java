package dev.signalbox.bench.sct;

/**
 * Writers that write one value under one mutex, then another, greater by one, under another mutex;
 * 1 reader that reads both.
 *
 * <p>Seeded bug: a reader that comes between the two stages of the writers. Mended, both stages are
 * one step.
 */
final class TwoStage {
  private final int writers;
  private final boolean mended;
  private final Object lock1 = new Object();
  private final Object lock2 = new Object();
  private int data1;
  private int data2;

  TwoStage(int writers, boolean mended) {
    this.writers = writers;
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    for (int i = 0; i < writers; i++) {
      children.start("writer-" + i, () -> guarded(() -> write()));
    }
    children.start("reader", () -> guarded(() -> read()));
    children.join();
  }

  private void guarded(Runnable stages) {
    if (mended) {
      synchronized (lock1) {
        stages.run();
      }
    } else {
      stages.run();
    }
  }

  private void write() {
    synchronized (lock1) {
      data1 = 1;
    }
    synchronized (lock2) {
      data2 = data1 + 1;
    }
  }

  private void read() {
    int read1;
    synchronized (lock1) {
      if (data1 == 0) {
        return;
      }
      read1 = data1;
    }
    int read2;
    synchronized (lock2) {
      read2 = data2;
    }
    if (read2 != read1 + 1) {
      throw new AssertionError("the second stage is at " + read2 + ", the first at " + read1);
    }
  }
}
