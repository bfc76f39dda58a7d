package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the checker's JVM from a quick look at the arguments, so that it boots while they are
 * parsed and the program is compiled. If they turn out to mean something else, that JVM is ended
 * and another one started: this decides about speed only.
 */
final class HeadStart implements AutoCloseable {
  private final CheckerJvm jvm;
  private @Nullable JavaOptions options;
  private @Nullable Checker checker;

  private HeadStart(CheckerJvm jvm) {
    this.jvm = jvm;
  }

  static HeadStart of(List<String> args, CheckerJvm jvm) {
    HeadStart start = new HeadStart(jvm);
    JavaOptions guess = guess(args);
    if (guess != null) {
      try {
        start.checker(guess);
      } catch (CannotCheckException e) {
        // Said again, and to the user, when the arguments are known to ask for a check.
        start.close();
      }
    }
    return start;
  }

  /** What {@code args} seem to ask for; null if it is no check. */
  static @Nullable JavaOptions guess(List<String> args) {
    if (args.size() < 2 || !args.getFirst().equals("check")) {
      return null;
    }
    List<String> values = new ArrayList<>();
    boolean osThreads = false;
    for (int i = 1; i < args.size() && !args.get(i).equals("--"); i++) {
      String arg = args.get(i);
      if (arg.equals("-h") || arg.equals("--help")) {
        return null;
      } else if (arg.equals("--java-option") && i + 1 < args.size()) {
        values.add(args.get(++i));
      } else if (arg.startsWith("--java-option=")) {
        values.add(arg.substring("--java-option=".length()));
      }
      osThreads |= arg.equals("--os-threads");
    }
    try {
      return JavaOptions.of(values, osThreads);
    } catch (CannotCheckException e) {
      return null;
    }
  }

  /**
   * The running checker.
   *
   * @throws CannotCheckException if it cannot be started
   */
  Checker checker(JavaOptions wanted) {
    Checker running = checker;
    if (running != null && wanted.equals(options)) {
      return running;
    }
    close();
    Checker started = Checker.start(jvm.command(wanted));
    options = wanted;
    checker = started;
    return started;
  }

  @Override
  public void close() {
    Checker running = checker;
    if (running != null) {
      running.close();
      checker = null;
    }
  }
}
