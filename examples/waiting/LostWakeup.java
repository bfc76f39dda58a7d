package waiting;

/**
 * Broken: producers and consumers wait on one monitor and are woken with {@code notify}. A consumer
 * may wake the other consumer instead of the producer; both then wait for ever.
 *
 * <p>Reference section: Condition Variables. Mended in {@link LostWakeupMended}.
 */
public final class LostWakeup {
  private String slot;

  synchronized void put(String item) throws InterruptedException {
    while (slot != null) {
      wait();
    }
    slot = item;
    notify();
  }

  synchronized String take() throws InterruptedException {
    while (slot == null) {
      wait();
    }
    String item = slot;
    slot = null;
    notify();
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
    LostWakeup buffer = new LostWakeup();
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
