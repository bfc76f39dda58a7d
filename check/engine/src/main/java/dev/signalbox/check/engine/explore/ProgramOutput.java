package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What the program prints, kept for the report instead of printed thousands of times. Threads that
 * are not controlled print as ever.
 */
public final class ProgramOutput {
  private static final int KEPT = 16 * 1024;

  private final byte[] ring = new byte[KEPT];
  private long written;
  private @Nullable Streams ours;
  private Streams real = Streams.ofJvm();

  private record Streams(InputStream in, PrintStream out, PrintStream err) {
    static Streams ofJvm() {
      return new Streams(System.in, System.out, System.err);
    }

    void takePlace() {
      if (System.out != out) {
        System.setOut(out);
      }
      if (System.err != err) {
        System.setErr(err);
      }
      if (System.in != in) {
        System.setIn(in);
      }
    }
  }

  /** Puts itself in the place of standard output and error, and a refusal in that of input. */
  public void install() {
    real = Streams.ofJvm();
    ours = new Streams(new NoInput(real.in), print(real.out), print(real.err));
    ours.takePlace();
  }

  /** Puts back what was there before. */
  public void uninstall() {
    ours = null;
    real.takePlace();
  }

  private PrintStream print(PrintStream real) {
    // A subclass locks by its own monitor, not by a lock that could be handed between threads.
    return new PrintStream(new Output(real), true, real.charset()) {};
  }

  /** Before each execution; the program may have put something of its own there. */
  void clear() {
    written = 0;
    if (ours != null) {
      ours.takePlace();
    }
  }

  /** The end of what was printed since {@link #clear}. */
  public String text() {
    int n = (int) Math.min(written, KEPT);
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] = ring[(int) ((written - n + i) % KEPT)];
    }
    return new String(b, real.out.charset());
  }

  private final class Output extends OutputStream {
    private final PrintStream real;

    Output(PrintStream real) {
      this.real = real;
    }

    @Override
    public void write(int b) {
      if (Execution.isControlled()) {
        ring[(int) (written++ % KEPT)] = (byte) b;
      } else {
        real.write(b);
      }
    }

    @Override
    public void write(byte[] b, int from, int length) {
      if (Execution.isControlled()) {
        for (int i = from; i < from + length; i++) {
          write(b[i]);
        }
      } else {
        real.write(b, from, length);
      }
    }

    @Override
    public void flush() {
      if (!Execution.isControlled()) {
        real.flush();
      }
    }
  }

  private static final class NoInput extends InputStream {
    private final InputStream real;

    NoInput(InputStream real) {
      this.real = real;
    }

    @Override
    public int read() throws IOException {
      Execution.giveUp(
          "the program reads standard input; it runs many times, so give it its input by"
              + " arguments or a file");
      return real.read();
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      return Execution.isControlled() ? super.read(b, from, length) : real.read(b, from, length);
    }

    @Override
    public int available() throws IOException {
      return Execution.isControlled() ? 0 : real.available();
    }
  }
}
