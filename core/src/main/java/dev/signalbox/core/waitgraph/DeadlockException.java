package dev.signalbox.core.waitgraph;

import java.io.Serial;

/**
 * A wait was ended because it could only end so: the thread waited for one that waited, directly or
 * through others, for it. The message shows the cycle.
 *
 * <p>What was waited for has not been acquired. To let the others go on, let go of what is held and
 * start again, after a {@linkplain dev.signalbox.core.sync.Backoff pause}.
 */
public final class DeadlockException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Deadlock deadlock;

  DeadlockException(Deadlock deadlock) {
    super(deadlock.toString());
    this.deadlock = deadlock;
  }

  /** The cycle. Not there any more after serialization, unlike the message. */
  public Deadlock deadlock() {
    return deadlock;
  }
}
