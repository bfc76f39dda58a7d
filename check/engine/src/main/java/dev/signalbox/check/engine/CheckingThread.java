package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.SelfTest;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.target.ClassPathDigest;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A thread for one check in a JVM that does other things too: whoever asked for it waits, and is
 * not touched by what the checked code does to its thread. If the checked code stands still, this
 * thread is left to it.
 */
final class CheckingThread extends Thread {
  private final Check check;
  private final Target target;
  private final CompletableFuture<CheckResult> result = new CompletableFuture<>();

  private CheckingThread(ThreadGroup group, Check check, Target target) {
    super(group, null, "signalbox", 0, false);
    setDaemon(true);
    this.check = check;
    this.target = target;
  }

  static CheckResult check(CheckRequest request, Target target, ClassLoader loader) {
    ProgramOutput output = new ProgramOutput();
    CheckedCode code =
        new CheckedCode(
            loader,
            true,
            () -> ClassPathDigest.of(request.className(), loader),
            List.of(),
            () -> Agent.ofApplication().failures());
    Check check = new Check(request, code, output, null);
    CheckingThread thread = new CheckingThread(ownGroup(), check, target);
    Runnable restore = Determinism.keep();
    output.install();
    try {
      thread.start();
      return thread.await();
    } finally {
      output.uninstall();
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
      SelfTest.requireControl();
      result.complete(check.run(List.of(target)).getFirst());
    } catch (Throwable e) {
      result.completeExceptionally(e);
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
