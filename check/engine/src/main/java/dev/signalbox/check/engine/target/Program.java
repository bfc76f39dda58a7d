package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program to check, in a class loader of its own: what the {@code java} command or a build tool
 * would run, unchanged.
 *
 * <p>A class with a {@code main} that the {@code java} command of Java 25 accepts is one target. A
 * class without is looked through for tests, by the JUnit Platform: Jupiter 5 and 6, JUnit 4 and 3
 * through Vintage, any other engine on the class path. Each test is a target, each invocation of a
 * parameterized test too. A class with both is run by its {@code main}, as the {@code java} command
 * would, unless the request names a method; {@code *} stands for all its tests.
 *
 * <p>JUnit's own parallel execution, time limits ({@code @Timeout}) and capture of output are off:
 * the checker takes their place.
 *
 * <p>Loading initializes no class of the program, with one exception: to learn the invocations of
 * parameterized tests and test factories, JUnit runs what surrounds them, though not the tests.
 */
public final class Program implements AutoCloseable {
  private final ProgramLoader loader;
  private final TempFolder temp;
  private final List<Target> targets;
  private final String digest;
  private final List<String> notes;
  private final @Nullable TestFinder tests;

  Program(
      ProgramLoader loader,
      TempFolder temp,
      List<Target> targets,
      String digest,
      List<String> notes,
      @Nullable TestFinder tests) {
    this.loader = loader;
    this.temp = temp;
    this.targets = targets;
    this.digest = digest;
    this.notes = notes;
    this.tests = tests;
  }

  /**
   * Loads what {@code request} names.
   *
   * @throws CannotCheckException if something is missing or there is nothing to run; the message
   *     says what to do
   */
  public static Program load(CheckRequest request) {
    TempFolder temp = new TempFolder();
    try {
      return new Loading(request, temp).program();
    } catch (Throwable e) {
      temp.close();
      throw e;
    }
  }

  /**
   * The tests of another request, by the classes that are loaded already.
   *
   * @throws CannotCheckException if there are none
   */
  public List<Target> find(String className, String method) {
    if (tests == null) {
      throw new CannotCheckException("the program was loaded for its main method");
    }
    try {
      return Loading.find(tests, Class.forName(className, false, loader), method);
    } catch (ClassNotFoundException e) {
      throw new CannotCheckException("there is no class " + className);
    } catch (LinkageError e) {
      throw LinkProblem.explain(className, e);
    }
  }

  /** What to check, in the order of the tests in the class; never empty. */
  public List<Target> targets() {
    return targets;
  }

  /** Whether a loader, or one it delegates to, is that of a program to check. */
  public static boolean isLoadedBy(ClassLoader loader) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l instanceof ProgramLoader) {
        return true;
      }
    }
    return false;
  }

  /** Has all classes of the program; its JUnit as well, which need not be instrumented. */
  public ClassLoader loader() {
    return loader;
  }

  /**
   * SHA-256, in hexadecimal, over the names and bytes of the program's own classes: those compiled
   * in memory, those in directories of the class path, and those of the jar that the target's class
   * is in. Other jars are taken for libraries. The current folder counts only if the target's class
   * is in a folder: a source file has it on its class path without asking.
   */
  public String digest() {
    return digest;
  }

  /** What was decided on the user's behalf, one line each: another JUnit than theirs, say. */
  public List<String> notes() {
    return notes;
  }

  /** Ends JUnit's session, closes the jars and removes what was unpacked from them. */
  @Override
  public void close() {
    if (tests != null) {
      tests.close();
    }
    try {
      loader.close();
    } catch (IOException e) {
      // Only read from: nothing is lost.
    }
    temp.close();
  }
}
