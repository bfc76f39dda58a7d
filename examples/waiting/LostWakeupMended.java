package waiting;

/**
 * Mended: {@code notifyAll} wakes both sides, and those who cannot go on wait again. {@link
 * TwoConditions} wakes only the side that can.
 *
 * <p>Reference section: Condition Variables. Broken in {@link LostWakeup}.
 */
public final class LostWakeupMended {
  private String slot;

  synchronized void put(String item) throws InterruptedException {
    while (slot != null) {
      wait();
    }
    slot = item;
    notifyAll();
  }

  synchronized String take() throws InterruptedException {
    while (slot == null) {
      wait();
    }
    String item = slot;
    slot = null;
    notifyAll();
    return item;
  }

  private void produce() {
    try {
      put("parcel");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void consume() {
    try {
      take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    LostWakeupMended buffer = new LostWakeupMended();
    Thread[] threads = {
      Thread.ofPlatform().name("consumer-1").start(buffer::consume),
      Thread.ofPlatform().name("consumer-2").start(buffer::consume),
      Thread.ofPlatform().name("producer-1").start(buffer::produce),
      Thread.ofPlatform().name("producer-2").start(buffer::produce)
    };
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
