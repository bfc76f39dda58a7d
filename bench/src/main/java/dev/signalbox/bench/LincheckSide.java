package dev.signalbox.bench;

import dev.signalbox.bench.jar.LibraryBug;
import dev.signalbox.bench.sct.Kernel;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.jvm.agent.InstrumentationMode;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/** Lincheck's model checker in a JVM of its own. */
public final class LincheckSide {
  private static final int INVOCATIONS = 100_000;
  private static final int FOUND = 1;

  /** Outside of the heap: what is in it, Lincheck sets back before each execution. */
  private static final ByteBuffer EXECUTIONS = ByteBuffer.allocateDirect(Long.BYTES);

  private LincheckSide() {}

  /**
   * {@code throughput WORKLOAD WARM_UP MEASURED}, {@code first WORKLOAD}, {@code kernel KERNEL} or
   * {@code library BUG}.
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    if (args[0].equals("kernel")) {
      Kernel.Body kernel = Kernel.valueOf(args[1]).body();
      lookForBug(arguments -> kernel.run(), out);
      return;
    }
    if (args[0].equals("library")) {
      LibraryBug bug = LibraryBug.valueOf(args[1]);
      lookForBug(bug::run, out);
      return;
    }
    Workload.Body body = Workload.valueOf(args[1]).body;
    try {
      if (args[0].equals("throughput")) {
        Duration warmUp = Duration.parse(args[2]);
        Duration measured = Duration.parse(args[3]);
        Thread clock = new Thread(() -> measure(out, warmUp, measured), "clock");
        clock.setDaemon(true);
        clock.start();
        exploreWithoutEnd(body);
      } else {
        explore(body);
      }
    } catch (LincheckAssertionError e) {
      Result.tell(out, Result.FAILURE, headline(e));
      Runtime.getRuntime().halt(FOUND);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void lookForBug(Workload.Body body, PrintStream out) {
    try {
      Lincheck.runConcurrentTest(
          Integer.MAX_VALUE,
          () -> {
            EXECUTIONS.putLong(0, EXECUTIONS.getLong(0) + 1);
            try {
              body.run(new String[0]);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (LincheckAssertionError e) {
      Result.tell(out, Result.FAILURE, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
    Result.tell(out, Result.EXECUTIONS, EXECUTIONS.getLong(0));
    Runtime.getRuntime().halt(0);
  }

  /** As a user of Lincheck would write it. */
  private static void explore(Workload.Body body) {
    Lincheck.runConcurrentTest(
        () -> {
          try {
            body.run(new String[0]);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /**
   * Lincheck ends when it has seen all interleavings of a small program; then it begins anew. Its
   * agent stays installed meanwhile: otherwise each beginning would instrument all classes again,
   * and throw away their compiled code.
   */
  private static void exploreWithoutEnd(Workload.Body body) {
    LincheckInstrumentation agent = LincheckInstrumentation.INSTANCE;
    agent.attachJavaAgentStatically(ByteBuddyAgent.install());
    agent.install(InstrumentationMode.MODEL_CHECKING);
    while (true) {
      Lincheck.runConcurrentTest(
          INVOCATIONS,
          () -> {
            EXECUTIONS.putLong(0, EXECUTIONS.getLong(0) + 1);
            try {
              body.run(new String[0]);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** Begins with the first execution: setting up is not counted. */
  private static void measure(PrintStream out, Duration warmUp, Duration measured) {
    try {
      while (EXECUTIONS.getLong(0) == 0) {
        Thread.sleep(1);
      }
      Thread.sleep(warmUp);
      long start = System.nanoTime();
      long before = EXECUTIONS.getLong(0);
      Thread.sleep(measured);
      long executions = EXECUTIONS.getLong(0) - before;
      if (executions > 0) {
        Result.tell(out, Result.EXECUTIONS, executions);
        Result.tell(out, Result.NANOS, System.nanoTime() - start);
        Runtime.getRuntime().halt(0);
      }
      // It hangs, and is about to say so.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What Lincheck says, without the interleaving. */
  private static String headline(LincheckAssertionError e) {
    String text = String.valueOf(e.getMessage()).strip();
    String first = text.lines().findFirst().orElse("").replace("=", "").strip();
    return text.lines()
        .skip(1)
        .filter(l -> l.matches("[\\w.$]+(Exception|Error)\\b.*"))
        .findFirst()
        .map(l -> first + ": " + l.replaceAll(".*: ", ""))
        .orElse(first);
  }
}
