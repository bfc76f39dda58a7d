package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.Wait;
import java.util.concurrent.locks.LockSupport;

/** A thread in a {@link WaitQueue}. */
class Waiter extends Wait {
  /** Units that it wants, or what else the queue's owner makes of it. */
  final long units;

  final long arrived = System.nanoTime();

  /** Set by the waiter before it parks, unset by who wakes it: one wake-up is enough. */
  volatile boolean parked;

  /** It has left without what it wanted. */
  volatile boolean cancelled;

  Waiter(Resource resource, long units, boolean timed) {
    super(resource, timed);
    this.units = units;
  }

  final void unpark() {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread());
    }
  }
}
