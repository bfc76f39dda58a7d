package dev.signalbox.bench.program;

/** Three virtual threads, one synchronized increment each. */
public final class VirtualThreads {
  private int count;

  private synchronized void increment() {
    count++;
  }

  public static void main(String[] args) throws InterruptedException {
    VirtualThreads counter = new VirtualThreads();
    Thread a = Thread.startVirtualThread(counter::increment);
    Thread b = Thread.startVirtualThread(counter::increment);
    Thread c = Thread.startVirtualThread(counter::increment);
    a.join();
    b.join();
    c.join();
  }
}
