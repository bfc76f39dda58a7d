package dev.signalbox.check.engine;

import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.runtime.Backend;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A thread for one check in a JVM that does other things too: whoever asked for it waits, and is
 * not touched by what the checked code does to its thread. If the checked code stands still, this
 * thread is left to it.
 */
final class CheckingThread extends Thread {
  private static boolean said;

  private final Function<ProgramOutput, CheckResult> job;
  private final ProgramOutput output = new ProgramOutput();
  private final CompletableFuture<CheckResult> result = new CompletableFuture<>();

  private CheckingThread(ThreadGroup group, Function<ProgramOutput, CheckResult> job) {
    super(group, null, "signalbox", 0, false);
    setDaemon(true);
    this.job = job;
  }

  /**
   * @param job is called in such a thread, with what keeps the program's output
   */
  static CheckResult run(Function<ProgramOutput, CheckResult> job) {
    CheckingThread thread = new CheckingThread(ownGroup(), job);
    Runnable restore = Determinism.keep();
    thread.output.install();
    try {
      thread.start();
      return thread.await();
    } finally {
      thread.output.uninstall();
      restore.run();
    }
  }

  /** Groups of build tools handle exceptions, which are findings here. */
  private static ThreadGroup ownGroup() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return new ThreadGroup(root, "main");
  }

  @Override
  public void run() {
    try (Watchdog watchdog = new Watchdog(this::standsStill)) {
      BackendChoice.make().ifPresent(CheckingThread::sayOnce);
      CheckResult r = job.apply(output);
      Backend.dropThreads(); // they would keep the JVM alive
      result.complete(r);
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /** All checks are of one JVM, and have one backend. */
  private static void sayOnce(String note) {
    if (!said) {
      said = true;
      System.err.println("signalbox: " + note);
    }
  }

  private void standsStill(String why) {
    Execution.leave();
    result.completeExceptionally(new CannotCheckException(why));
  }

  private CheckResult await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
          interrupt();
        } catch (ExecutionException e) {
          throw rethrown(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(ExecutionException e) {
    return e.getCause() instanceof CannotCheckException c
        ? c
        : new IllegalStateException("internal error of the checker", e.getCause());
  }
}
