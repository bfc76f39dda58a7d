package waiting;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Mended: the consumer asks again, with {@code while}, each time it comes back from {@code wait}.
 *
 * <p>Reference section: Condition Variables. Broken in {@link IfInsteadOfWhile}.
 */
public final class WhileRoundWait {
  private static final Queue<String> QUEUE = new ArrayDeque<>();

  private WhileRoundWait() {}

  private static void put(String item) {
    synchronized (QUEUE) {
      QUEUE.add(item);
      QUEUE.notify();
    }
  }

  private static String take() throws InterruptedException {
    synchronized (QUEUE) {
      while (QUEUE.isEmpty()) {
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
    Thread first = Thread.ofPlatform().name("consumer-1").start(WhileRoundWait::consume);
    Thread second = Thread.ofPlatform().name("consumer-2").start(WhileRoundWait::consume);
    put("first parcel");
    put("second parcel");
    first.join();
    second.join();

    if (!QUEUE.isEmpty()) {
      throw new AssertionError("left in the queue: " + QUEUE);
    }
  }
}
