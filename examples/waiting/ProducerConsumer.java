package waiting;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clean: two producers and a consumer decoupled by a bounded queue that does all the waiting. A
 * producer that is done puts an end mark.
 *
 * <p>Reference section: Producer-Consumer.
 */
public final class ProducerConsumer {
  private static final int END = -1;

  private ProducerConsumer() {}

  private static Void produce(BlockingQueue<Integer> queue, List<Integer> items)
      throws InterruptedException {
    for (int item : items) {
      queue.put(item);
    }
    queue.put(END);
    return null;
  }

  private static int consume(BlockingQueue<Integer> queue, int producers)
      throws InterruptedException {
    int sum = 0;
    while (producers > 0) {
      int item = queue.take();
      if (item == END) {
        producers--;
      } else {
        sum += item;
      }
    }
    return sum;
  }

  public static void main(String[] args) throws Exception {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Void> first = executor.submit(() -> produce(queue, List.of(1, 2)));
      Future<Void> second = executor.submit(() -> produce(queue, List.of(10)));
      int sum = consume(queue, 2);
      first.get();
      second.get();
      if (sum != 13) {
        throw new AssertionError("put 13 in all, took " + sum);
      }
    }
  }
}
