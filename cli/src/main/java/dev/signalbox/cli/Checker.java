package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;

/**
 * The checker's JVM, waiting for a request on its standard input. Its exit status is the result: 0,
 * 1 or 2. It does not outlive this JVM, however that ends, short of {@code kill -9}.
 */
final class Checker implements AutoCloseable {
  private static final String LISTENING = "Listening for transport ";
  private static final Duration GRACE = Duration.ofMillis(500);

  private final List<String> command;
  private final Process process;
  private final Thread hook;
  private volatile boolean ending;

  private Checker(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.hook = new Thread(this::end, "end-checker");
  }

  /**
   * @throws CannotCheckException if {@code command} cannot be run
   */
  static Checker start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    try {
      Checker checker = new Checker(command, builder.start());
      Runtime.getRuntime().addShutdownHook(checker.hook);
      return checker;
    } catch (IOException e) {
      throw new CannotCheckException("the checker's JVM cannot be started: " + e.getMessage());
    }
  }

  /** What started it. */
  List<String> command() {
    return command;
  }

  /**
   * Has {@code request} checked, prints the report and returns the exit status. After Ctrl-C there
   * is no result, and nobody who asks for one.
   *
   * <p>The status alone does not tell that there is a result: a JVM that fails to start ends with 1
   * too, and one that the program ends, with 0. Such a one has printed no report.
   *
   * @throws CannotCheckException if the JVM ended without a result
   */
  int check(CheckRequest request, PrintStream out) throws InterruptedException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Thread reader = Thread.ofPlatform().daemon().start(() -> readTo(report));
    boolean asked = ask(request);
    int status = process.waitFor();
    // Processes that the program started may hold that pipe open for longer.
    reader.join(GRACE);
    if (ending || status == ExitStatus.INTERRUPTED) {
      return status;
    }
    byte[] printed = report.toByteArray();
    boolean complete =
        switch (status) {
          case 0, 1 -> asked && printed.length > 0;
          case Problems.EXIT_STATUS -> asked && (printed.length > 0 || !request.json());
          default -> false;
        };
    if (complete || !request.json()) {
      out.writeBytes(printed);
      out.flush();
    }
    if (!asked) {
      throw new CannotCheckException(
          ExitStatus.describe(status)
              + " before it began; what it says stands above, and a --java-option may be the"
              + " cause");
    }
    if (!complete) {
      throw new CannotCheckException(ExitStatus.describe(status));
    }
    return status;
  }

  private boolean ask(CheckRequest request) {
    try (DataOutputStream in =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
      request.writeTo(in);
      return true;
    } catch (IOException e) {
      // It has ended, or closed its input: it does not know what to check.
      return false;
    }
  }

  private void readTo(OutputStream report) {
    try (InputStream out = new BufferedInputStream(process.getInputStream())) {
      tellOfDebugger(out);
      out.transferTo(report);
    } catch (IOException e) {
      // The JVM has ended; what it said until then is there.
    }
  }

  /** A JVM that listens for a debugger says where, on standard output, and may wait for it. */
  private static void tellOfDebugger(InputStream out) throws IOException {
    out.mark(LISTENING.length());
    for (int i = 0; i < LISTENING.length(); i++) {
      if (out.read() != LISTENING.charAt(i)) {
        out.reset();
        return;
      }
    }
    StringBuilder line = new StringBuilder(LISTENING);
    for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
      line.append((char) c);
    }
    System.err.println(line);
  }

  /** Ends that JVM, if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running already.
    }
  }

  private void end() {
    ending = true;
    process.destroy();
    try {
      if (process.waitFor(GRACE)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
