package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.SelfTest;
import dev.signalbox.check.runtime.Backend;
import java.util.Arrays;
import java.util.Optional;
import jdk.internal.misc.VM;

/**
 * Chooses what the program's threads run on in this JVM, and tries it: continuations, unless a
 * debugger could not stand them, they do not work here, or somebody does not want them.
 */
final class BackendChoice {
  /** Set to true where threads of the operating system are wanted. */
  private static final String OS_THREADS = "signalbox.os-threads";

  private BackendChoice() {}

  /**
   * @return what the user should know about the choice
   * @throws IllegalStateException if nothing works
   */
  static Optional<String> make() {
    if (Boolean.getBoolean(OS_THREADS)) {
      return osThreads(Optional.empty());
    }
    if (isDebugged()) {
      return osThreads(
          Optional.of("a debugger is attached: threads of the operating system (slower)"));
    }
    try {
      Backend.use(false);
      SelfTest.requireControl();
      return Optional.empty();
    } catch (IllegalStateException | LinkageError e) {
      return osThreads(
          Optional.of(
              "continuations do not work in this JVM ("
                  + reason(e)
                  + "): threads of the operating system (slower)"));
    }
  }

  private static Optional<String> osThreads(Optional<String> note) {
    Backend.use(true);
    SelfTest.requireControl();
    return note;
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Whether this JVM was started for a debugger: it may stop any thread, for any time. */
  static boolean isDebugged() {
    return Arrays.stream(VM.getRuntimeArguments())
        .anyMatch(a -> a.matches("-(agentlib:|Xrun|agentpath:.*)jdwp\\b.*"));
  }
}
