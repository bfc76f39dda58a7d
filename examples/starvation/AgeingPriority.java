package starvation;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mended: jobs age. Each job that comes in counts as a step less urgent than those before it, so a
 * job of priority 9 is overtaken by nine more urgent ones at most.
 *
 * <p>Reference section: Starvation. Broken in {@link StrictPriority}.
 */
public final class AgeingPriority {
  private record Job(int rank, Runnable work) implements Runnable, Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public void run() {
      work.run();
    }
  }

  private final CountDownLatch reported = new CountDownLatch(1);
  private final AtomicInteger arrivals = new AtomicInteger();

  private Job job(int priority, Runnable work) {
    return new Job(arrivals.getAndIncrement() + priority, work);
  }

  private void watch(Executor worker) {
    if (reported.getCount() > 0) {
      worker.execute(job(0, () -> watch(worker)));
    }
  }

  public static void main(String[] args) throws InterruptedException {
    AgeingPriority station = new AgeingPriority();
    try (ThreadPoolExecutor worker =
        new ThreadPoolExecutor(1, 1, 0, SECONDS, new PriorityBlockingQueue<>())) {
      worker.execute(station.job(0, () -> station.watch(worker)));
      worker.execute(station.job(9, station.reported::countDown));
      station.reported.await();
    }
  }
}
