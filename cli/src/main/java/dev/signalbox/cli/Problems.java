package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.report.JsonReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user why there is no result: one line on standard error and, for {@code --json}, one
 * document on standard output. Always ends in exit status 2.
 */
final class Problems {
  static final int EXIT_STATUS = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;

  /**
   * @param args those of the command: they may be too wrong to be parsed, and still ask for JSON
   */
  Problems(PrintStream out, PrintStream err, List<String> args) {
    this.out = out;
    this.err = err;
    int end = args.indexOf("--");
    this.json = args.subList(0, end < 0 ? args.size() : end).contains("--json");
  }

  /** The arguments make no sense. */
  int usage(ParameterException e) {
    int status =
        problem(
            e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : firstLine(messageOf(e)));
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("Try '" + command + " --help'.");
    return status;
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String what = "'" + e.getUnmatched().getFirst() + "'";
    String message = e.isUnknownOption() ? "unknown option " + what : "unknown command " + what;
    List<String> suggestions = e.getSuggestions();
    if (!suggestions.isEmpty()) {
      return message + "; did you mean " + String.join(" or ", suggestions) + "?";
    }
    boolean ofCheck = e.getCommandLine().getParent() != null;
    return ofCheck ? message + "; options of the program go after --" : message;
  }

  /** Running the command failed with {@code e}. */
  int problem(Throwable e) {
    return switch (e) {
      case CannotCheckException known -> problem(messageOf(known));
      case CompilationFailed failed -> {
        err.print(failed.output());
        yield problem(messageOf(failed), messageOf(failed) + ":\n" + failed.output());
      }
      default -> problem(internal(e));
    };
  }

  private int problem(String message) {
    return problem(message, message);
  }

  private int problem(String message, String document) {
    err.println("signalbox: " + message);
    if (json) {
      out.print(JsonReport.problem(document));
      out.flush();
    }
    return EXIT_STATUS;
  }

  private static String messageOf(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String internal(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return "internal error, please report it: " + e + (trace.length > 0 ? " at " + trace[0] : "");
  }

  /** picocli's messages are sentences of one line, but may list what is known after it. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.substring(0, Math.min(1, line.length())).toLowerCase(Locale.ROOT)
        + line.substring(Math.min(1, line.length()));
  }
}
