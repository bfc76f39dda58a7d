package dev.signalbox.check.engine.target;

import java.util.Optional;

/** One thing to check: a class with {@code main}, or one test method. */
public interface Target {
  /**
   * For the report: the class, or {@code CLASS#METHOD}, with {@code [2]} for the second invocation
   * of a parameterized test. What stands before and behind the {@code #} select this target again
   * as {@code className} and {@code method} of a request.
   */
  String name();

  /**
   * Runs the program once. Called in the controlled thread {@code main}, once an execution. Sets
   * that thread's context class loader to the program's, and leaves it so.
   *
   * @throws Throwable what the program or the test threw, as it was thrown
   */
  void run() throws Throwable;

  /**
   * Why the last {@link #run()} tested nothing although it returned normally: a disabled test, an
   * assumption that did not hold. Empty before the first run. A disabled test is so in every run;
   * an assumption may hold in one interleaving and not in another.
   */
  default Optional<String> skipped() {
    return Optional.empty();
  }
}
