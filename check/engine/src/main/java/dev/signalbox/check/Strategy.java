package dev.signalbox.check;

/** How the next interleaving is chosen. */
public enum Strategy {
  /** All the others in turns. */
  MIXED,

  /** Any runnable thread, uniformly, at each scheduling point: for small programs. */
  RANDOM,

  /**
   * Random priorities with two random changes (Burckhardt et al., ASPLOS 2010): for few ordered
   * steps in a long run.
   */
  PCT,

  /**
   * Random priorities for pending accesses, drawn anew when they race (Yuan et al., CAV 2018): for
   * many conflicting accesses.
   */
  POS
}
