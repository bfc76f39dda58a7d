package dev.signalbox.check.engine.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line on a terminal that says how far the exploration is, rewritten in place: {@code random
 * 12,345 executions 45,678/s 6 s left}. Only for terminals; the caller decides. For one thread.
 */
public final class Progress {
  private static final long INTERVAL = Duration.ofMillis(200).toNanos();

  private final PrintStream out;
  private final int width;
  private final LongSupplier nanoTime;
  private long time;
  private long schedules;
  private long start;
  private long next;
  private int shown;

  /**
   * @param out the terminal, as a rule {@code System.err}
   * @param width columns of the terminal
   */
  public Progress(PrintStream out, int width) {
    this(out, width, System::nanoTime);
  }

  Progress(PrintStream out, int width, LongSupplier nanoTime) {
    this.out = out;
    this.width = width;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to count; the first line comes with the first update after a fifth of a second.
   *
   * @param time how long it takes at most; zero for no limit
   * @param schedules how many executions there are at most; 0 for no limit
   */
  public void start(Duration time, long schedules) {
    this.time = time.toNanos();
    this.schedules = schedules;
    start = nanoTime.getAsLong();
    next = start + INTERVAL;
  }

  /** Cheap enough to be called for every execution: writes at most 5 times a second. */
  public void update(long executions, String strategy) {
    long now = nanoTime.getAsLong();
    if (now - next >= 0) {
      next = now + INTERVAL;
      show(line(executions, strategy, now - start));
    }
  }

  /** Clears the line. */
  public void done() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }

  private String line(long executions, String strategy, long elapsed) {
    double perSecond = executions * 1e9 / elapsed;
    String line =
        "%s  %s  %s/s"
            .formatted(
                strategy,
                Wording.count(executions, "execution", "executions"),
                Wording.number(Math.round(perSecond)));
    double left = Double.POSITIVE_INFINITY;
    if (time > 0) {
      left = (time - elapsed) / 1e9;
    }
    if (schedules > 0 && executions > 0) {
      left = Math.min(left, (schedules - executions) / perSecond);
    }
    return Double.isInfinite(left) ? line : line + "  " + left(left) + " left";
  }

  private static String left(double seconds) {
    long s = (long) Math.ceil(Math.max(0, seconds));
    return s < 60 ? s + " s" : String.format(Locale.ROOT, "%,d min %d s", s / 60, s % 60);
  }

  private void show(String line) {
    String text = Typeset.shorten(line, width - 1);
    int columns = Typeset.width(text);
    out.print("\r" + text + " ".repeat(Math.max(0, shown - columns)));
    out.flush();
    shown = columns;
  }
}
