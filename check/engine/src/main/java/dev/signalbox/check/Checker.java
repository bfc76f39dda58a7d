package dev.signalbox.check;

/**
 * Checks concurrent code inside of the JVM that calls, which is started with the agent {@code
 * -javaagent:signalbox-check-engine.jar}.
 *
 * <pre>{@code
 * @Test
 * void twoDepositsAreBothThere() {
 *   Checker.check(
 *       () -> {
 *         Account account = new Account();
 *         Thread other = Thread.ofVirtual().start(() -> account.deposit(1));
 *         account.deposit(1);
 *         other.join();
 *         assertEquals(2, account.balance());
 *       });
 * }
 * }</pre>
 *
 * <p>The body is run many times, each time in another interleaving of its threads, until one shows
 * a bug: an uncaught exception, a deadlock, a data race, a livelock, starvation. Then the
 * interleaving is shrunk, and the check fails with the report.
 *
 * <p><b>Threads.</b> The body runs in a thread of its own, named {@code main}, with the caller's
 * context class loader; thread-locals of the caller are not there, and what the body does to its
 * thread does not reach the caller's. All threads that it starts are under control. Other threads
 * of the JVM go on as if there were no agent; the body must neither wait for them nor be waited for
 * by them. One check runs at a time: another thread's waits for it. A check inside of a body ends
 * it as inconclusive.
 *
 * <p><b>State.</b> Each execution has to start from the same state.
 *
 * <ul>
 *   <li>What the body itself creates is new in each.
 *   <li>A class that only checks use is initialized anew in each execution. When other code uses it
 *       afterwards, it is initialized once more, and finds nothing of what the checks did.
 *   <li>A class that other code has initialized keeps its static fields: the test's own class, what
 *       was set up before. So do variables that the body captures, fields of the test, files,
 *       system properties and the JDK's static state. The body may read them; what it changes
 *       there, the next execution sees.
 * </ul>
 *
 * <p>If the executions show that they did not start equal, the check is inconclusive and says so.
 *
 * <p><b>Output.</b> What the body prints is kept for the report; other threads print as ever.
 *
 * <p><b>Memory consistency effects.</b> What the caller did before the check <i>happens-before</i>
 * the body, and that before the return.
 *
 * @see CheckSettings
 */
public final class Checker {
  private Checker() {}

  /**
   * Checks with the {@linkplain #defaults() usual settings}.
   *
   * @return what was tried, if nothing was found
   * @throws CheckFailedError if there is a bug; the message is the report
   * @throws InconclusiveCheckException if there is no verdict: no agent, no way to control what the
   *     body does, executions that do not start equal, an interrupt of the calling thread (before
   *     or meanwhile; it stays interrupted)
   */
  public static CheckReport check(Body body) {
    return defaults().check(body);
  }

  /** 10 seconds, all strategies in turns, a random seed, data races looked for. */
  public static CheckSettings defaults() {
    return CheckSettings.DEFAULTS;
  }
}
