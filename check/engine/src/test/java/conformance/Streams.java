package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Streams of the JDK above streams of the program. */
public final class Streams {
  private static final CountDownLatch OPEN = new CountDownLatch(1);
  private static int written;

  private Streams() {}

  /** Counts what is written; not guarded by itself. */
  private static final class Counts extends OutputStream {
    @Override
    public void write(int b) {
      written++;
    }

    @Override
    public void write(byte[] b, int from, int length) {
      written += length;
    }
  }

  /** A subclass: the JDK's own locks by a lock of java.util.concurrent. */
  private static final class Print extends PrintStream {
    Print(OutputStream to) {
      super(to, true, StandardCharsets.UTF_8);
    }
  }

  @Clean
  static void printStreamAboveTheProgramsOwn() throws InterruptedException {
    printLines(new PrintStream(new Counts(), true, StandardCharsets.UTF_8));
  }

  @Clean
  static void subclassOfPrintStreamAboveTheProgramsOwn() throws InterruptedException {
    printLines(new Print(new Counts()));
  }

  private static void printLines(PrintStream out) throws InterruptedException {
    Action a =
        () -> {
          out.print("ab\n");
          out.print("cd\n");
        };
    Threads.together(a, a);
    assert written == 12 : written;
  }

  @Planted(Kind.ASSERTION)
  static void withoutAPrintStream() throws InterruptedException {
    OutputStream out = new Counts();
    Action a = () -> out.write(1);
    Threads.together(a, a);
    assert written == 2;
  }

  /** Waits for the latch before it writes. */
  private static final class WaitsToWrite extends Writer {
    @Override
    public void write(char[] b, int from, int length) throws IOException {
      try {
        OPEN.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      written += length;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Clean
  static void writersAboveOneThatWaits() throws InterruptedException {
    PrintWriter out = new PrintWriter(new BufferedWriter(new WaitsToWrite(), 4));
    Threads.together(() -> out.println("one"), () -> out.println("two"), () -> OPEN.countDown());
    out.flush();
    assert written == 2 * ("one".length() + System.lineSeparator().length()) : written;
  }

  /** Hands out what a queue has. */
  private static final class FromQueue extends InputStream {
    final LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();

    @Override
    public int read() throws IOException {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public int read(byte[] b, int from, int length) throws IOException {
      int first = read();
      if (first < 0) {
        return -1;
      }
      b[from] = (byte) first;
      return 1;
    }
  }

  @Clean
  static void readersAboveOneThatWaits() throws InterruptedException {
    FromQueue from = new FromQueue();
    BufferedReader in = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
    Action read =
        () -> {
          String line = in.readLine();
          assert line.equals("a") || line.equals("b") : line;
        };
    Threads.together(
        read,
        read,
        () -> {
          for (char c : "a\nb\n".toCharArray()) {
            from.queue.put((int) c);
          }
        });
  }

  /** Locks by its own monitor, as subclasses do. */
  private static final class Buffered extends BufferedInputStream {
    Buffered(InputStream in) {
      super(in);
    }
  }

  @Clean
  static void bufferedInputAboveOneThatWaits() throws InterruptedException {
    FromQueue from = new FromQueue();
    Buffered in = new Buffered(from);
    Action read =
        () -> {
          int b = in.read();
          assert b == 1 || b == 2;
        };
    Threads.together(
        read,
        read,
        () -> {
          from.queue.put(1);
          from.queue.put(2);
        });
  }

  @Clean
  static void inMemory() throws InterruptedException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter text = new StringWriter();
    Action a =
        () -> {
          bytes.write(new byte[] {1, 2});
          text.write("ab");
        };
    Threads.together(a, a);
    assert bytes.size() == 4 && text.toString().equals("abab");
    InputStream in = new FilterInputStream(new ByteArrayInputStream(bytes.toByteArray())) {};
    Threads.together(in::read, in::read);
    assert in.readAllBytes().length == 2;
  }

  /** A handler of the program. */
  private static final class Remembers extends Handler {
    @Override
    public void publish(LogRecord r) {
      written++;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Planted(Kind.ASSERTION)
  static void logging() throws InterruptedException {
    Logger logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.addHandler(new Remembers());
    Action a = () -> logger.info("message");
    Threads.together(a, a);
    assert written == 2;
  }
}
