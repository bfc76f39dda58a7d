package dev.signalbox.check;

/** The code to check. It is run many times, each time in another interleaving of its threads. */
@FunctionalInterface
public interface Body {
  /**
   * Starts threads, if it likes, and says by an assertion or any other exception that something is
   * wrong.
   *
   * @throws Throwable anything; it is a finding
   */
  void run() throws Throwable;
}
