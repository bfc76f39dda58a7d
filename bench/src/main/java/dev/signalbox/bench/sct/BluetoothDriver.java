package dev.signalbox.bench.sct;

/**
 * A driver that is asked to work while it is being stopped: the main thread works, 1 thread stops.
 *
 * <p>Seeded bug: between the look at {@code stopping} and the count of the pending request the
 * driver may be stopped as a whole. Mended, these two are one step.
 */
final class BluetoothDriver {
  private final boolean mended;
  private int pending = 1;
  private volatile boolean stopping;
  private volatile boolean idle;
  private volatile boolean stopped;

  BluetoothDriver(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("stop", () -> stop());
    try {
      work();
    } finally {
      children.join();
    }
  }

  private void work() {
    if (enter() && stopped) {
      throw new AssertionError("the driver works after it was stopped");
    }
    leave();
  }

  private void stop() {
    stopping = true;
    leave();
    if (idle) {
      stopped = true;
    }
  }

  private boolean enter() {
    if (mended) {
      synchronized (this) {
        return enterInTwoSteps();
      }
    }
    return enterInTwoSteps();
  }

  private boolean enterInTwoSteps() {
    if (stopping) {
      return false;
    }
    synchronized (this) {
      pending++;
    }
    return true;
  }

  private void leave() {
    int left;
    synchronized (this) {
      pending--;
      left = pending;
    }
    if (left == 0) {
      idle = true;
    }
  }
}
