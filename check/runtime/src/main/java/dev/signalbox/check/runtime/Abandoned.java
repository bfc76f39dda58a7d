package dev.signalbox.check.runtime;

/** Unwinds a task that has an OS thread and whose execution is over; others are just dropped. */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super("execution over", null, false, false);
  }
}
