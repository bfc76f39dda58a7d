package dev.signalbox.check.engine;

import dev.signalbox.check.runtime.Heartbeat;

/** Explains why a program stopped reaching scheduling points. */
final class Stall {
  private Stall() {}

  static String describe(Thread carrier, long seconds) {
    StackTraceElement[] stack = carrier.getStackTrace();
    String thread = Heartbeat.runningThread();
    String place = place(stack);
    if (stack.length > 0 && stack[0].isNativeMethod()) {
      return "thread %s has been waiting for the outside world for %d s at %s; sockets, files and"
              .formatted(thread, seconds, place)
          + " processes between the program's own threads cannot be controlled: use queues or pipes"
          + " of java.util.concurrent in the test";
    }
    return "thread %s has run for %d s without a scheduling point at %s; a loop there touches"
            .formatted(thread, seconds, place)
        + " nothing that threads share, so no other thread can end it";
  }

  /** The innermost frame of the program, or else where its thread came from. */
  private static String place(StackTraceElement[] stack) {
    for (StackTraceElement f : stack) {
      String c = f.getClassName();
      if (!c.startsWith("java.")
          && !c.startsWith("jdk.")
          && !c.startsWith("sun.")
          && !c.startsWith("dev.signalbox.check.")) {
        return "%s.%s(%s:%d)".formatted(c, f.getMethodName(), f.getFileName(), f.getLineNumber());
      }
    }
    return stack.length == 0 ? "an unknown place" : stack[0].toString();
  }
}
