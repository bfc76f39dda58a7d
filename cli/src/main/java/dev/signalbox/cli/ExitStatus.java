package dev.signalbox.cli;

import java.util.Map;

/** What the exit status of a process says about how it ended. */
final class ExitStatus {
  /** A process that a signal ended has this much added to the signal's number. */
  private static final int SIGNALLED = 128;

  /** After Ctrl-C, which reaches all processes of the terminal. */
  static final int INTERRUPTED = SIGNALLED + 2;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private ExitStatus() {}

  /** One sentence about the checker's JVM, that ended by itself. */
  static String describe(int status) {
    String signal = SIGNALS.get(status - SIGNALLED);
    if (signal == null) {
      return "the checker's JVM ended without a result (exit status " + status + ")";
    }
    String ended = "the checker's JVM was ended by " + signal + " (exit status " + status + ")";
    return switch (signal) {
      case "SIGKILL" -> ended + ", perhaps for want of memory: try --java-option -Xmx1g";
      case "SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV" ->
          ended + ": it crashed, and an hs_err_pid file in this folder tells where";
      default -> ended;
    };
  }
}
