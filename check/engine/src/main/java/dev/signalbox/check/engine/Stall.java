package dev.signalbox.check.engine;

import dev.signalbox.check.runtime.Execution;
import java.util.List;

/** Explains why a program stopped reaching scheduling points. */
final class Stall {
  /** Where the JVM waits for the world outside. */
  private static final List<String> OUTSIDE =
      List.of(
          "sun.nio.",
          "java.net.",
          "java.io.",
          "java.lang.Process",
          "sun.net.",
          "jdk.internal.net.");

  private Stall() {}

  static String describe(Thread carrier, long seconds) {
    StackTraceElement[] stack = carrier.getStackTrace();
    String thread = Execution.runningThread();
    String at = "?";
    boolean outside = false;
    for (StackTraceElement f : stack) {
      String c = f.getClassName();
      if (OUTSIDE.stream().anyMatch(c::startsWith)) {
        outside = true;
      }
      if (!c.startsWith("java.")
          && !c.startsWith("jdk.")
          && !c.startsWith("sun.")
          && !c.startsWith("dev.signalbox.check.")) {
        at =
            f.getClassName()
                + "."
                + f.getMethodName()
                + "("
                + f.getFileName()
                + ":"
                + f.getLineNumber()
                + ")";
        break;
      }
    }
    return outside
        ? "thread "
            + thread
            + " has been waiting for the outside world for "
            + seconds
            + " s at "
            + at
            + "; sockets, files and processes between the program's own threads cannot be"
            + " controlled: use queues or pipes of java.util.concurrent in the test"
        : "thread "
            + thread
            + " has run for "
            + seconds
            + " s without a scheduling point at "
            + at
            + "; a loop there touches nothing that threads share, so no other thread can end it";
  }
}
