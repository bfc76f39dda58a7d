package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Takes the decisions of an execution: which thread goes on. Until the execution turns to the fair
 * schedule, where the threads take turns.
 */
public abstract class Strategy {
  private long seed;
  private long state = 1;

  /** Called before an execution; everything that follows is a function of {@code seed}. */
  public void begin(long seed) {
    this.seed = seed;
    long z = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    state = (z ^ (z >>> 31)) | 1;
  }

  /** Seeds with which the schedule is fair from the first step on, those that read best first. */
  public static long[] fairSeeds() {
    return FairTurns.simplestSeeds();
  }

  /** The first seed from {@code seed} on with which the schedule is not fair before it must be. */
  public static long unfairSeed(long seed) {
    return FairTurns.start(seed) == Long.MAX_VALUE ? seed : unfairSeed(seed + 1);
  }

  final long seed() {
    return seed;
  }

  /** Who is told what each step touches, or null if nobody has to know. */
  public @Nullable Footprints footprints() {
    return null;
  }

  /** Called when a thread has been started. */
  public void started(Task t) {}

  /**
   * Chooses who goes on.
   *
   * @param current the task that is at a scheduling point, or null if it blocked or ended
   * @param yields whether {@code current} asked to let others go first
   */
  public abstract Task next(Execution e, @Nullable Task current, boolean yields);

  /** A scheduling point of {@code t} while all others wait: it goes on. */
  public void alone(Task t) {}

  /** A blocked task that is to wake up early or spuriously now, or null. */
  public @Nullable Task inject(Execution e, Task current) {
    return null;
  }

  /** Chooses which of {@code n} waiting threads {@code notify} wakes. */
  public int choose(Execution e, Task current, int n) {
    return random(n);
  }

  /** Uniform in 0..n-1 (xor-shift, Marsaglia 2003). */
  protected final int random(int n) {
    long s = state;
    s ^= s << 13;
    s ^= s >>> 7;
    s ^= s << 17;
    state = s;
    return (int) (((s >>> 33) * n) >>> 31);
  }

  protected final long randomLong() {
    long s = state;
    s ^= s << 13;
    s ^= s >>> 7;
    s ^= s << 17;
    state = s;
    return s * 0x2545F4914F6CDD1DL;
  }
}
