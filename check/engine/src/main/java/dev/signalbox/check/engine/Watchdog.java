package dev.signalbox.check.engine;

import dev.signalbox.check.runtime.Heartbeat;
import java.util.function.Consumer;

/**
 * Notices that the program no longer reaches scheduling points: a loop that touches no shared
 * memory, or a wait for something outside of the checker. Says where, once.
 */
public final class Watchdog implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long INTERVAL_MILLIS = 100;

  private final Thread watched = Thread.currentThread();
  private final Consumer<String> standstill;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Watches the calling thread.
   *
   * @param standstill is told where it is
   */
  public Watchdog(Consumer<String> standstill) {
    this.standstill = standstill;
    this.thread = Thread.ofPlatform().daemon().name("signalbox-watchdog").unstarted(this::watch);
    thread.start();
  }

  private void watch() {
    if (BackendChoice.isDebugged()) {
      return; // a thread at a breakpoint makes no progress
    }
    long last = -1;
    long since = System.nanoTime();
    while (!closed) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = Heartbeat.count();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      } else if (now != Heartbeat.NO_EXECUTION
          && System.nanoTime() - since > PATIENCE_MILLIS * 1_000_000) {
        Thread stalled = Heartbeat.runningOn();
        standstill.accept(
            Stall.describe(stalled == null ? watched : stalled, PATIENCE_MILLIS / 1000));
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
