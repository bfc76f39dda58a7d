package dev.signalbox.core.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Pauses between attempts that grow and differ by chance, within a budget: so that threads which
 * keep getting into each other's way, in a livelock or after a broken deadlock, stop doing so.
 *
 * <p>The n-th pause lasts anything from zero to {@code min · 2ⁿ}, at most {@code max}: exponential
 * backoff with full jitter (Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog,
 * 2015).
 *
 * <pre>{@code
 * private static final Backoff BACKOFF =
 *     Backoff.between(Duration.ofMillis(1), Duration.ofMillis(100)).atMost(Duration.ofSeconds(5));
 *
 * boolean locked = BACKOFF.until(mutex::tryLock);
 *
 * for (Backoff.Pauses pauses = BACKOFF.start(); ; ) {
 *   try {
 *     return transfer();
 *   } catch (DeadlockException e) {
 *     if (!pauses.pause()) {
 *       throw e;
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Immutable; each loop {@linkplain #start starts} its own pauses.
 */
public final class Backoff {
  /** What time and chance are, which tests decide themselves. */
  record Surroundings(LongSupplier nanoTime, LongUnaryOperator upTo, Sleep sleep) {
    static final Surroundings REAL =
        new Surroundings(System::nanoTime, Backoff::random, TimeUnit.NANOSECONDS::sleep);
  }

  /** For so many nanoseconds. */
  @FunctionalInterface
  interface Sleep {
    void sleep(long nanos) throws InterruptedException;
  }

  private final long min;
  private final long max;
  private final long pauses;
  private final long total;
  private final Surroundings surroundings;

  private Backoff(long min, long max, long pauses, long total, Surroundings surroundings) {
    this.min = min;
    this.max = max;
    this.pauses = pauses;
    this.total = total;
    this.surroundings = surroundings;
  }

  /**
   * Without a budget, as long as it takes.
   *
   * @param min what the first pause lasts at most
   * @param max what any pause lasts at most
   * @throws IllegalArgumentException if the first is not positive, or more than the second
   */
  public static Backoff between(Duration min, Duration max) {
    if (!min.isPositive() || min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "from " + min + " to " + max + ": must be positive, and not fall");
    }
    return new Backoff(nanos(min), nanos(max), Long.MAX_VALUE, Long.MAX_VALUE, Surroundings.REAL);
  }

  /**
   * The same with at most so many pauses, which is one less than attempts.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Backoff atMost(int pauses) {
    if (pauses <= 0) {
      throw new IllegalArgumentException(pauses + " pauses: must be positive");
    }
    return new Backoff(min, max, pauses, total, surroundings);
  }

  /**
   * The same with a last pause that ends when so much time has passed since the start.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Backoff atMost(Duration total) {
    if (!total.isPositive()) {
      throw new IllegalArgumentException("a total of " + total + ": must be positive");
    }
    return new Backoff(min, max, pauses, nanos(total), surroundings);
  }

  Backoff in(Surroundings s) {
    return new Backoff(min, max, pauses, total, s);
  }

  /** For one loop; the total begins now. */
  public Pauses start() {
    return new Pauses(this);
  }

  /**
   * Tries until it succeeds, with pauses in between.
   *
   * @return false if it had not by the end of the budget
   * @throws InterruptedException if interrupted before or during a pause
   */
  public boolean until(BooleanSupplier attempt) throws InterruptedException {
    Objects.requireNonNull(attempt, "attempt");
    Pauses p = start();
    while (!attempt.getAsBoolean()) {
      if (!p.pause()) {
        return false;
      }
    }
    return true;
  }

  private static long random(long limit) {
    return ThreadLocalRandom.current().nextLong(limit == Long.MAX_VALUE ? limit : limit + 1);
  }

  private static long nanos(Duration d) {
    return TimeUnit.NANOSECONDS.convert(d);
  }

  /** The pauses of one loop, in one thread. */
  public static final class Pauses {
    private final Backoff backoff;
    private final long start;
    private long limit;
    private long count;

    private Pauses(Backoff backoff) {
      this.backoff = backoff;
      this.start = backoff.surroundings.nanoTime.getAsLong();
      this.limit = backoff.min;
    }

    /**
     * Sleeps, for longer each time.
     *
     * @return false, at once, if the budget is used up
     * @throws InterruptedException if interrupted before or meanwhile; the pause counts
     */
    public boolean pause() throws InterruptedException {
      Surroundings s = backoff.surroundings;
      long left = backoff.total - (s.nanoTime.getAsLong() - start);
      if (count == backoff.pauses || left <= 0) {
        return false;
      }
      count++;
      long nanos = s.upTo.applyAsLong(limit);
      limit = limit > backoff.max / 2 ? backoff.max : limit * 2;
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      s.sleep.sleep(Math.min(nanos, left));
      return true;
    }

    /** How many there have been. */
    public long count() {
      return count;
    }
  }
}
