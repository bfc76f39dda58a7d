package dev.signalbox.core.waitgraph;

/** What is done about a deadlock, besides telling it. */
public enum DeadlockPolicy {
  /** No search: waits are only registered. */
  OFF,

  /** Told, and left as it is. */
  REPORT,

  /** The thread that has waited for the shortest time is interrupted, if its wait can be. */
  INTERRUPT,

  /** The wait that began last ends with a {@link DeadlockException}. */
  FAIL
}
