package dev.signalbox.check.engine.target;

import java.util.List;

/**
 * Finds the tests of a class. Its implementation talks to the program's own test framework, so it
 * is loaded beside that by {@link GlueLoader}; only this interface is known on both sides.
 */
public interface TestFinder extends AutoCloseable {
  /**
   * The tests of {@code testClass}, one target each; empty if it has none.
   *
   * @param method which of them: {@code name}, {@code name(int,String)}, {@code name[2]} for one
   *     invocation of a parameterized test; the unique id that the JUnit Platform has for a test;
   *     or empty for all
   * @throws dev.signalbox.check.engine.CannotCheckException if it has tests, but no such one, or if
   *     the framework cannot look for them
   */
  List<Target> find(Class<?> testClass, String method);

  /** What the user should know about the targets found. */
  List<String> notes();

  @Override
  void close();
}
