package dev.signalbox.check.runtime;

/** Unwinds a pinned task whose execution is over; all others are just dropped. */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super("execution over", null, false, false);
  }
}
