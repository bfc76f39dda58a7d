package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the program prints, kept for the report instead of printed thousands of times. */
public final class ProgramOutput extends OutputStream {
  private static final int KEPT = 16 * 1024;

  private final byte[] ring = new byte[KEPT];
  private long written;
  private @Nullable PrintStream stream;
  private @Nullable InputStream input;
  private PrintStream realOut = System.out;
  private PrintStream realErr = System.err;
  private InputStream realIn = System.in;

  /** Puts itself in the place of standard output and error, and a refusal in that of input. */
  public void install() {
    realOut = System.out;
    realErr = System.err;
    realIn = System.in;
    // A subclass locks by its own monitor, not by a lock that could be handed between threads.
    stream = new PrintStream(this, true, StandardCharsets.UTF_8) {};
    input = new NoInput();
    takePlace();
  }

  /** Puts back what was there before. */
  public void uninstall() {
    stream = null;
    System.setOut(realOut);
    System.setErr(realErr);
    System.setIn(realIn);
  }

  /** The program may have put something of its own there. */
  private void takePlace() {
    if (System.out != stream) {
      System.setOut(stream);
    }
    if (System.err != stream) {
      System.setErr(stream);
    }
    if (System.in != input) {
      System.setIn(input);
    }
  }

  @Override
  public void write(int b) {
    ring[(int) (written++ % KEPT)] = (byte) b;
  }

  @Override
  public void write(byte[] b, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(b[i]);
    }
  }

  /** Before each execution. */
  void clear() {
    written = 0;
    if (stream != null) {
      takePlace();
    }
  }

  /** The end of what was printed since {@link #clear}. */
  public String text() {
    int n = (int) Math.min(written, KEPT);
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] = ring[(int) ((written - n + i) % KEPT)];
    }
    return new String(b, StandardCharsets.UTF_8);
  }

  private static final class NoInput extends InputStream {
    @Override
    public int read() {
      Execution.giveUp(
          "the program reads standard input; it runs many times, so give it its input by"
              + " arguments or a file");
      return -1;
    }
  }
}
