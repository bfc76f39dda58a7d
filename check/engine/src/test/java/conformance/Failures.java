package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** Exceptions and their stack traces are those of a JVM without a checker. */
@SuppressWarnings("ThreadPriorityCheck")
public final class Failures {
  private static int counter;

  private Failures() {}

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void ofMain() throws InterruptedException {
    Threads.together(() -> counter++);
    throw new IllegalStateException("on purpose");
  }

  @Planted(value = Kind.EXCEPTION, type = "java.io.IOException")
  static void checkedExceptionOfMain() throws Exception {
    Threads.together(() -> counter++);
    throw new java.io.IOException("on purpose");
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.StackOverflowError")
  static void stackOverflow() throws InterruptedException {
    Threads.together(() -> recurse(0));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  @Clean(executions = 20)
  static void stackOverflowThatIsCaught() throws InterruptedException {
    Action a =
        () -> {
          try {
            recurse(0);
          } catch (StackOverflowError e) {
            counter++;
          }
        };
    Threads.together(a);
    assert counter == 1;
  }

  @Clean
  static void finallyAndRethrow() throws InterruptedException {
    Action a =
        () -> {
          int before = 0;
          try {
            try {
              throw new IllegalStateException("inner");
            } finally {
              before++;
              counter++;
            }
          } catch (IllegalStateException e) {
            before++;
          }
          assert before == 2;
        };
    Threads.together(a);
    assert counter == 1;
  }

  @Clean
  static void stackTraceStartsHereAndEndsAtRun() throws InterruptedException {
    Threads.together(
        () -> {
          StackTraceElement[] trace = new Throwable().getStackTrace();
          assert trace[0].getClassName().equals("conformance.Failures");
          assert trace[0].getLineNumber() > 0 && trace[0].getFileName().equals("Failures.java");
          StackTraceElement last = trace[trace.length - 1];
          assert last.getClassName().equals("java.lang.Thread")
                  && last.getMethodName().equals("run")
              : Arrays.toString(trace);
        });
  }

  @Clean
  static void printedStackTrace() throws InterruptedException {
    Threads.together(
        () -> {
          StringWriter text = new StringWriter();
          new IllegalStateException("on purpose").printStackTrace(new PrintWriter(text, true));
          assert !text.toString().contains("signalbox") : text;
        });
  }

  @Clean
  static void stackTraceOfTheCurrentThread() throws InterruptedException {
    Threads.together(
        () -> {
          StackTraceElement[] trace = Thread.currentThread().getStackTrace();
          assert trace[1].getClassName().equals("conformance.Failures") : trace[1];
          assert StackWalker.getInstance()
              .walk(s -> s.findFirst().orElseThrow())
              .getClassName()
              .equals("conformance.Failures");
        });
  }

  @Clean
  static void stackTraceOfAnotherThread() throws InterruptedException {
    Thread t = Threads.startDaemon("sleeps", () -> Thread.sleep(1_000_000));
    while (t.getState() != Thread.State.TIMED_WAITING) {
      Thread.yield();
    }
    StackTraceElement[] trace = t.getStackTrace();
    assert trace.length > 0 && trace[0].getMethodName().startsWith("sleep")
        : Arrays.toString(trace);
    assert Arrays.stream(trace).anyMatch(f -> f.getClassName().equals("conformance.Failures"));
    assert Arrays.stream(trace).noneMatch(f -> f.getClassName().contains("signalbox"));
  }

  @Clean
  static void callerSensitiveMethods() throws InterruptedException {
    Threads.together(
        () -> {
          Class<?> caller =
              StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
          assert caller == Threads.class : caller;
          assert Class.forName("conformance.Failures") == Failures.class;
        });
  }
}
