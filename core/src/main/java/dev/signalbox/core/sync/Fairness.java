package dev.signalbox.core.sync;

/** Who gets a lock when it is free and several want it. */
public enum Fairness {
  /** Whoever comes by: the highest throughput, and a waiter may be overtaken for ever. */
  BARGING,

  /**
   * Whoever comes by, until the first in line has waited for a millisecond; then the lock is kept
   * for it. Almost the throughput of BARGING, and everybody gets it: a waiter is overtaken for at
   * most that long once it is the first, and then by nobody. As Go's sync.Mutex does it.
   */
  EVENTUAL,

  /** In the order of arrival; each hand-over costs a switch of threads. */
  FIFO
}
