package dev.signalbox.bench.program;

/** Two threads, one increment each, in a synchronized method. */
public final class SynchronizedCounter {
  private int count;

  private synchronized void increment() {
    count++;
  }

  public static void main(String[] args) throws InterruptedException {
    SynchronizedCounter counter = new SynchronizedCounter();
    Thread a = new Thread(counter::increment);
    Thread b = new Thread(counter::increment);
    a.start();
    b.start();
    a.join();
    b.join();
  }
}
