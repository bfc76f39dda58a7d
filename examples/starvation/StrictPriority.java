package starvation;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Broken: a worker always takes the most urgent job. Each look at the sensor asks for the next one,
 * and is more urgent than the report, which never gets its turn.
 *
 * <p>Reference section: Starvation. Mended in {@link AgeingPriority}.
 */
public final class StrictPriority {
  /** Job 0 is the most urgent one. */
  private record Job(int priority, Runnable work) implements Runnable, Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      return Integer.compare(priority, other.priority);
    }

    @Override
    public void run() {
      work.run();
    }
  }

  private final CountDownLatch reported = new CountDownLatch(1);

  private void watch(Executor worker) {
    if (reported.getCount() > 0) {
      worker.execute(new Job(0, () -> watch(worker)));
    }
  }

  public static void main(String[] args) throws InterruptedException {
    StrictPriority station = new StrictPriority();
    try (ThreadPoolExecutor worker =
        new ThreadPoolExecutor(1, 1, 0, SECONDS, new PriorityBlockingQueue<>())) {
      worker.execute(new Job(0, () -> station.watch(worker)));
      worker.execute(new Job(9, station.reported::countDown));
      station.reported.await();
    }
  }
}
