package dev.signalbox.check.engine.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which executions are still to be done, and what the others showed: hands out chunks of numbers in
 * ascending order, and puts the results together in that order, whoever brings them when. So an
 * exploration ends with the smallest number that ends one, however many take part in it.
 *
 * <p>Waiting is for threads of the JVM; a controlled thread must not call this.
 */
public final class Agenda {
  /** After this many executions without a second thread, there will be none. */
  static final int SEQUENTIAL_EXECUTIONS = 3;

  /** After a data race was found: time to look for what it leads to. */
  private static final Duration AFTER_RACE = Duration.ofSeconds(1);

  /** A chunk should take this long, so that nobody has to wait long for the others at the end. */
  private static final long CHUNK_NANOS = 10_000_000;

  private static final long LONGEST_CHUNK = 1 << 16;

  private final long limit;
  private final boolean racesEnd;
  private long deadline;

  private long next = 1;
  private long size = 1;

  /** Begun, but not finished: by first number. */
  private final TreeMap<Long, Chunk> left = new TreeMap<>();

  /** Handed out: when, by first number. */
  private final TreeMap<Long, Long> out = new TreeMap<>();

  /** The smallest number known to end the exploration. */
  private long end = Long.MAX_VALUE;

  /** What is done beyond a number that is not: by first number. */
  private final TreeMap<Long, Explored> ahead = new TreeMap<>();

  private long done;
  private long executions;

  /** Those in the result. */
  private long merged;

  private Explored result = new Explored(new Chunk(1, 0), 0, 0, List.of(), null);
  private boolean over;

  /**
   * @param schedules how many executions at most; 0 for no limit
   */
  Agenda(Duration time, long schedules) {
    this.deadline = System.nanoTime() + time.toNanos();
    this.limit = schedules == 0 ? Long.MAX_VALUE : schedules;
    this.racesEnd = schedules == 0;
  }

  /**
   * What to execute next; waits as long as others may leave something. Each chunk has to be brought
   * back, by {@link #done} or {@link #lost}.
   *
   * @return null when the exploration is over
   */
  public synchronized @Nullable Chunk take() throws InterruptedException {
    while (!over) {
      Chunk c = poll();
      if (c != null) {
        return c;
      }
      if (out.isEmpty() || out.firstKey() > end) {
        finish();
      } else {
        wait();
      }
    }
    return null;
  }

  /** The same without waiting: null if there is nothing at the moment. */
  synchronized @Nullable Chunk poll() {
    Chunk c = over || timeIsUp() ? null : next();
    if (c != null) {
      out.put(c.first(), System.nanoTime());
    }
    return c;
  }

  /** One execution there is in any case. */
  private boolean timeIsUp() {
    return next > 1 && System.nanoTime() - deadline >= 0;
  }

  private @Nullable Chunk next() {
    Chunk c = left.isEmpty() ? new Chunk(next, limit) : left.firstEntry().getValue();
    if (c.first() > Math.min(limit, end)) {
      return null;
    }
    long most = c.first() <= SEQUENTIAL_EXECUTIONS ? SEQUENTIAL_EXECUTIONS - c.first() + 1 : size;
    Chunk taken = new Chunk(c.first(), Math.min(c.last(), c.first() + most - 1));
    if (left.remove(c.first()) == null) {
      next = taken.last() + 1;
    } else {
      leave(taken.last() + 1, c.last());
    }
    return taken;
  }

  private void leave(long first, long last) {
    if (first <= last) {
      left.put(first, new Chunk(first, last));
    }
  }

  /**
   * @param taken as it was handed out
   * @param e what was done of it
   */
  public synchronized void done(Chunk taken, Explored e) {
    Long since = out.remove(taken.first());
    if (since == null || over) {
      return;
    }
    long nanos = System.nanoTime() - since;
    size = Math.clamp(e.chunk().size() * CHUNK_NANOS / Math.max(1, nanos), 1, LONGEST_CHUNK);
    executions += e.chunk().size();
    if (e.end() != null) {
      end = Math.min(end, e.chunk().last());
    } else {
      leave(e.chunk().last() + 1, taken.last());
    }
    if (racesEnd && !e.races().isEmpty()) {
      deadline = earlier(deadline, System.nanoTime() + AFTER_RACE.toNanos());
    }
    ahead.put(e.chunk().first(), e);
    while (!over && !ahead.isEmpty() && ahead.firstKey() == done + 1) {
      add(ahead.pollFirstEntry().getValue());
    }
    notifyAll();
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** Nobody will bring the results of a chunk: it has to be done again. */
  public synchronized void lost(Chunk taken) {
    if (out.remove(taken.first()) != null) {
      leave(taken.first(), taken.last());
      notifyAll();
    }
  }

  private void add(Explored e) {
    List<Long> races = new ArrayList<>(result.races());
    races.addAll(e.races());
    merged += e.chunk().size();
    result =
        new Explored(
            new Chunk(1, e.chunk().last()),
            Math.max(result.threads(), e.threads()),
            Math.max(result.steps(), e.steps()),
            races,
            e.end());
    done = e.chunk().last();
    if (e.end() != null || (done >= SEQUENTIAL_EXECUTIONS && result.threads() == 1)) {
      over = true;
    }
  }

  /** The time may be up with numbers left out. */
  private void finish() {
    while (!over && !ahead.isEmpty()) {
      add(ahead.pollFirstEntry().getValue());
    }
    over = true;
    notifyAll();
  }

  /** How many have been done; in the end, up to the one that ended it. */
  public synchronized long executions() {
    return over ? merged : executions;
  }

  /** All together, as if one had done them in order. */
  synchronized Explored result() {
    return result;
  }

  synchronized long deadline() {
    return deadline;
  }
}
