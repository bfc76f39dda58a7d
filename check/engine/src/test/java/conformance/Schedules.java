package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is to be done later: scheduled executors and timers. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Schedules {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static int counter;

  private Schedules() {}

  @Clean
  static void afterADelay() throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      long start = System.nanoTime();
      ScheduledFuture<Long> f = pool.schedule(() -> System.nanoTime(), 3, TimeUnit.HOURS);
      assert f.get() - start >= TimeUnit.HOURS.toNanos(3);
    }
  }

  @Clean
  static void inOrderOfTime() throws Exception {
    StringBuilder order = new StringBuilder();
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      pool.schedule(() -> order.append("b"), 2, TimeUnit.HOURS);
      pool.schedule(() -> order.append("a"), 1, TimeUnit.HOURS);
      pool.schedule(() -> order.append("c"), 3, TimeUnit.HOURS);
    }
    assert order.toString().equals("abc") : order;
  }

  @Clean
  static void atFixedRate() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    CountDownLatch three = new CountDownLatch(3);
    long start = System.nanoTime();
    pool.scheduleAtFixedRate(three::countDown, 1, 1, TimeUnit.HOURS);
    three.await();
    assert System.nanoTime() - start >= TimeUnit.HOURS.toNanos(3);
    pool.shutdownNow();
    assert pool.awaitTermination(1, TimeUnit.DAYS);
  }

  @Clean
  static void withFixedDelay() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    CountDownLatch two = new CountDownLatch(2);
    long start = System.nanoTime();
    pool.scheduleWithFixedDelay(
        Threads.unchecked(
            () -> {
              Thread.sleep(1000);
              two.countDown();
            }),
        1,
        1,
        TimeUnit.SECONDS);
    two.await();
    assert System.nanoTime() - start >= 4_000_000_000L;
    pool.shutdownNow();
  }

  @Clean
  static void periodicTaskIsCancelled() throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      Future<?> f = pool.scheduleAtFixedRate(RUNS::incrementAndGet, 0, 1, TimeUnit.SECONDS);
      Thread.sleep(2500);
      f.cancel(false);
      int before = RUNS.get();
      Thread.sleep(60_000);
      assert RUNS.get() == before && before >= 1 : RUNS;
      try {
        f.get();
        throw new AssertionError("cancelled");
      } catch (CancellationException e) {
        assert f.isDone();
      }
    }
  }

  @Clean
  static void periodicTaskEndsByItsException() throws Exception {
    try (ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor()) {
      pool.scheduleAtFixedRate(
          () -> {
            if (RUNS.incrementAndGet() == 2) {
              throw new IllegalStateException();
            }
          },
          1,
          1,
          TimeUnit.SECONDS);
      Thread.sleep(60_000);
    }
    assert RUNS.get() == 2;
  }

  // ---- Timer

  @Clean
  static void timerFires() throws Exception {
    Timer timer = new Timer();
    CountDownLatch fired = new CountDownLatch(1);
    long start = System.currentTimeMillis();
    timer.schedule(task(fired::countDown), 60_000);
    fired.await();
    assert System.currentTimeMillis() - start >= 60_000;
    timer.cancel();
  }

  @Clean
  static void timerRepeats() throws Exception {
    Timer timer = new Timer("ticker", true);
    CountDownLatch three = new CountDownLatch(3);
    timer.scheduleAtFixedRate(task(three::countDown), 1000, 1000);
    three.await();
    timer.cancel();
  }

  @Clean
  static void timerTaskIsCancelled() throws Exception {
    Timer timer = new Timer();
    TimerTask late = task(RUNS::incrementAndGet);
    CountDownLatch done = new CountDownLatch(1);
    timer.schedule(late, 2000);
    timer.schedule(task(late::cancel), 1000);
    timer.schedule(task(done::countDown), 3000);
    done.await();
    timer.cancel();
    assert RUNS.get() == 0;
  }

  @Planted(Kind.ASSERTION)
  static void timerTaskRaces() throws Exception {
    Timer timer = new Timer();
    timer.schedule(task(() -> counter++), 0);
    counter++;
    Thread.sleep(1000);
    timer.cancel();
    assert counter == 2;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void timerTaskFails() throws Exception {
    Timer timer = new Timer();
    timer.schedule(
        task(
            () -> {
              throw new IllegalStateException("on purpose");
            }),
        1000);
    Thread.sleep(5000);
    timer.cancel();
  }

  private static TimerTask task(Action action) {
    Runnable r = Threads.unchecked(action);
    return new TimerTask() {
      @Override
      public void run() {
        r.run();
      }
    };
  }
}
