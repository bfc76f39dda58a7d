package dev.signalbox.core;

/** Every type works the same from both. */
public enum ThreadKind {
  PLATFORM,
  VIRTUAL;

  /** What may throw. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /** A started thread; what its body throws goes to its handler. */
  public Thread start(Body body) {
    return start("t", body);
  }

  public Thread start(String name, Body body) {
    Runnable r =
        () -> {
          try {
            body.run();
          } catch (Exception e) {
            throw e instanceof RuntimeException r2 ? r2 : new IllegalStateException(e);
          }
        };
    return this == VIRTUAL
        ? Thread.ofVirtual().name(name).start(r)
        : Thread.ofPlatform().daemon().name(name).start(r);
  }

  /** Until a thread blocks, or waits for something. */
  public static void awaitBlocked(Thread t) {
    while (t.isAlive()
        && t.getState() != Thread.State.WAITING
        && t.getState() != Thread.State.TIMED_WAITING
        && t.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
  }
}
