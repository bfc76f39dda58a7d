package dev.signalbox.bench.program;

/** Three threads, four synchronized increments each. */
public final class ThreeThreads {
  private static final int INCREMENTS = 4;

  private int count;

  private void run() {
    for (int i = 0; i < INCREMENTS; i++) {
      synchronized (this) {
        count++;
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    ThreeThreads program = new ThreeThreads();
    Thread a = new Thread(program::run);
    Thread b = new Thread(program::run);
    Thread c = new Thread(program::run);
    a.start();
    b.start();
    c.start();
    a.join();
    b.join();
    c.join();
  }
}
