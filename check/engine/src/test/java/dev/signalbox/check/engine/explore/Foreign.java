package dev.signalbox.check.engine.explore;

/** A thread that is not instrumented, because of its package. */
public final class Foreign extends Thread {
  private final Runnable action;

  public Foreign(Runnable action) {
    super("foreign");
    this.action = action;
  }

  @Override
  public void run() {
    action.run();
  }
}
