package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;

/** Piped streams, and what is printed. */
@SuppressWarnings("StaticGuardedByInstance")
public final class Pipes {
  private static int sum;

  private Pipes() {}

  @Clean
  static void bytes() throws Exception {
    PipedInputStream in = new PipedInputStream(2);
    PipedOutputStream out = new PipedOutputStream(in);
    Threads.together(
        () -> {
          for (int i = 1; i <= 5; i++) {
            out.write(i);
          }
          out.close();
        },
        () -> {
          for (int b = in.read(); b >= 0; b = in.read()) {
            sum += b;
          }
        });
    assert sum == 15;
  }

  @Clean
  static void characters() throws Exception {
    PipedReader in = new PipedReader();
    PipedWriter out = new PipedWriter(in);
    Threads.together(
        () -> {
          out.write("one\ntwo\n");
          out.close();
        },
        () -> {
          BufferedReader lines = new BufferedReader(in);
          assert lines.readLine().equals("one");
          assert lines.readLine().equals("two");
          assert lines.readLine() == null;
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.io.IOException")
  static void writerThatDoesNotClose() throws Exception {
    PipedInputStream in = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(in);
    Threads.together(
        () -> out.write(1),
        () -> {
          while (in.read() >= 0) {
            sum++;
          }
        });
  }

  @Planted(value = Kind.HANG, within = 20, maxSteps = 2000)
  static void writerHoldsTheReadersLock() throws IOException, InterruptedException {
    PipedInputStream in = new PipedInputStream(1);
    PipedOutputStream out = new PipedOutputStream(in);
    Object lock = new Object();
    Threads.together(
        () -> {
          synchronized (lock) {
            out.write(1);
            out.write(2);
          }
        },
        () -> {
          synchronized (lock) {
            sum += in.read();
            sum += in.read();
          }
        });
  }

  @Clean
  static void linesAreNotTorn() throws Exception {
    Action a =
        () -> {
          for (int i = 0; i < 3; i++) {
            System.out.println("a whole line");
            System.err.printf("%s %d%n", "formatted", i);
          }
        };
    Threads.together(a, a);
    System.out.flush();
    PrintStream out = System.out;
    assert out != null && !out.checkError();
  }
}
