package waiting;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Broken: the consumer asks once, with {@code if}, whether the queue is empty. Between the wake-up
 * and its return from {@code wait} another consumer may take the item.
 *
 * <p>Reference section: Condition Variables. Mended in {@link WhileRoundWait}.
 */
public final class IfInsteadOfWhile {
  private static final Queue<String> QUEUE = new ArrayDeque<>();

  private IfInsteadOfWhile() {}

  private static void put(String item) {
    synchronized (QUEUE) {
      QUEUE.add(item);
      QUEUE.notify();
    }
  }

  private static String take() throws InterruptedException {
    synchronized (QUEUE) {
      if (QUEUE.isEmpty()) {
        QUEUE.wait();
      }
      return QUEUE.remove();
    }
  }

  private static void consume() {
    try {
      take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread first = Thread.ofPlatform().name("consumer-1").start(IfInsteadOfWhile::consume);
    Thread second = Thread.ofPlatform().name("consumer-2").start(IfInsteadOfWhile::consume);
    put("first parcel");
    put("second parcel");
    first.join();
    second.join();
  }
}
