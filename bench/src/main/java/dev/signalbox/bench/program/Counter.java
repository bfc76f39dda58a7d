package dev.signalbox.bench.program;

/** Two threads, one increment each, no lock. */
public final class Counter {
  private int count;

  private void increment() {
    count++;
  }

  public static void main(String[] args) throws InterruptedException {
    Counter counter = new Counter();
    Thread a = new Thread(counter::increment);
    Thread b = new Thread(counter::increment);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
