package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks in the JVM that calls, which was started with the agent: for tests, beside ordinary code
 * that runs as ever. One check at a time; others wait for it.
 */
public final class InThisJvm {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private InThisJvm() {}

  /**
   * Explores the target, shrinks and explains what it finds and writes the replay file; or follows
   * the replay file that the request names.
   *
   * <p>The target runs in threads of its own, in none of the caller's; standard output and error
   * are the report's meanwhile. Of the request, {@code classPath} and {@code compiled} are not
   * used; {@code className} tells whose build the replay file belongs to.
   *
   * <p>If the calling thread is interrupted, before or meanwhile, the check ends and the thread
   * stays interrupted.
   *
   * @param loader has the classes of the target; the context class loader of its first thread
   * @throws CannotCheckException if nothing could be checked: no agent, an interrupt, a program
   *     that stands still, a replay file of another build; the message says what to do. A result
   *     with a {@code problem} is no verdict either.
   */
  public static CheckResult check(CheckRequest request, Target target, ClassLoader loader) {
    return run(request, session -> session.check(request, target), loader);
  }

  /**
   * The same for several targets, of which one shows what the next is.
   *
   * @param job is called in the thread that checks
   * @throws CannotCheckException as for {@link #check}, and what the job throws of that kind
   */
  public static CheckResult run(
      CheckRequest request, Function<Session, CheckResult> job, ClassLoader loader) {
    return alone(
        request, () -> CheckingThread.run(output -> job.apply(new Session(loader, output))));
  }

  /**
   * The same for a test that is loaded for it, as the command does: its classes are loaded anew
   * from {@code classPath}, so whatever they do is not seen by those that this JVM has of the same
   * name. {@code method} names one test.
   *
   * @throws CannotCheckException also if there is no such test
   */
  public static CheckResult check(CheckRequest request) {
    return alone(request, () -> LoadedProgram.check(request));
  }

  private static CheckResult alone(CheckRequest request, Supplier<CheckResult> check) {
    refuseInside();
    Agent.failure()
        .ifPresent(
            why -> {
              throw MissingAgent.exception(why);
            });
    try {
      ONE_AT_A_TIME.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotCheckException("interrupted while another check was running");
    }
    try {
      CheckResult result = check.get();
      if (request.fullReport()) {
        ReportFiles.write(request, List.of(result));
      }
      return result;
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Ends the check in whose controlled thread it is called. */
  private static void refuseInside() {
    try {
      Execution.giveUp("a check cannot be started inside of the code that is checked");
    } catch (NoClassDefFoundError e) {
      // No agent: nothing is checked.
    }
  }
}
