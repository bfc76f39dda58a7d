package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final String ALL_TESTS = "*";

  private final ProgramLoader loader;
  private final TempFolder temp;
  private final List<Target> targets;
  private final String digest;
  private final List<String> notes;
  private final @Nullable TestFinder tests;

  private Program(
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
   * @throws CannotCheckException if something is missing or there is nothing to run; the message
   *     says what to do
   */
  public static Program load(CheckRequest request) {
    TempFolder temp = new TempFolder();
    try {
      return load(request, temp);
    } catch (Throwable e) {
      temp.close();
      throw e;
    }
  }

  private static Program load(CheckRequest request, TempFolder temp) {
    ClassPath classPath = ClassPath.of(request.classPath(), temp);
    byte[] classFile = classFile(request, classPath);
    JUnitSupply junit = junit(classPath, classFile, temp);
    List<Path> roots = new ArrayList<>(junit.first());
    roots.addAll(classPath.roots());
    roots.addAll(junit.last());
    ProgramLoader loader = new ProgramLoader(roots, request.compiled());
    ClassNames names = new ClassNames(classPath.roots(), request.compiled().keySet());
    Class<?> type = new TargetClass(request.className(), classPath, names).load(loader);
    String digest = digest(request, classPath, loader);
    try {
      Optional<Target> main = main(type, request);
      if (main.isPresent()) {
        return new Program(loader, temp, List.of(main.get()), digest, List.of(), null);
      }
      return tests(type, request, loader, junit, classFile, temp, digest);
    } catch (LinkageError e) {
      throw LinkProblem.explain(type.getName(), e);
    }
  }

  private static Optional<Target> main(Class<?> type, CheckRequest request) {
    return request.method().isEmpty() || request.method().equals("main")
        ? MainMethod.of(type, request.arguments())
        : Optional.empty();
  }

  private static Program tests(
      Class<?> type,
      CheckRequest request,
      ProgramLoader loader,
      JUnitSupply junit,
      byte[] classFile,
      TempFolder temp,
      String digest) {
    if (loader.findResource(JUnitJar.LAUNCHER.marker) == null) {
      throw nothingToRun(
          type,
          request,
          mentions(classFile, "org/junit/")
              ? Optional.of("its tests need JUnit on the class path: add its jars to --class-path")
              : MainMethod.problem(type));
    }
    TestFinder finder = testFinder(type, loader);
    try {
      List<Target> targets =
          finder.find(type, request.method().equals(ALL_TESTS) ? "" : request.method());
      if (targets.isEmpty()) {
        throw nothingToRun(type, request, MainMethod.problem(type));
      }
      List<String> notes = new ArrayList<>(finder.notes());
      junit.note().ifPresent(notes::add);
      return new Program(loader, temp, List.copyOf(targets), digest, List.copyOf(notes), finder);
    } catch (CannotCheckException | LinkageError e) {
      finder.close();
      throw e;
    } catch (RuntimeException e) {
      finder.close();
      throw junitProblem("JUnit cannot find the tests of " + type.getName(), type.getName(), e);
    }
  }

  private static TestFinder testFinder(Class<?> type, ProgramLoader loader) {
    try {
      return GlueLoader.testFinder(loader);
    } catch (ReflectiveOperationException e) {
      throw junitProblem("JUnit cannot be started for " + type.getName(), "JUnit", e);
    }
  }

  private static CannotCheckException junitProblem(String what, String user, Exception e) {
    LinkageError link = LinkProblem.among(e);
    if (link != null) {
      return LinkProblem.explain(user, link);
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new CannotCheckException(what + ": " + cause.getMessage());
  }

  private static CannotCheckException nothingToRun(
      Class<?> type, CheckRequest request, Optional<String> hint) {
    String name = type.getName();
    if (MainMethod.of(type, request.arguments()).isPresent()) {
      return new CannotCheckException(
          "%s has a main method, but no tests: check it without #%s"
              .formatted(name, request.method()));
    }
    return new CannotCheckException(
        name + " has neither a main method nor a test" + hint.map(h -> " (" + h + ")").orElse(""));
  }

  private static JUnitSupply junit(ClassPath classPath, byte[] classFile, TempFolder temp) {
    try (URLClassLoader probe = probe(classPath)) {
      return JUnitSupply.of(new JUnitOnClassPath(probe), classFile, temp);
    } catch (IOException e) {
      throw new CannotCheckException("the class path cannot be read: " + e.getMessage());
    }
  }

  /** The bytes of the class to check; none if there is no such class. */
  private static byte[] classFile(CheckRequest request, ClassPath classPath) {
    byte[] compiled = request.compiled().get(request.className());
    if (compiled != null) {
      return compiled;
    }
    try (URLClassLoader probe = probe(classPath);
        InputStream in = probe.getResourceAsStream(fileName(request.className()))) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new CannotCheckException(request.className() + " cannot be read: " + e.getMessage());
    }
  }

  private static String digest(CheckRequest request, ClassPath classPath, ProgramLoader loader) {
    ProgramDigest digest = new ProgramDigest().addCompiled(request.compiled());
    URL origin = loader.findResource(fileName(request.className()));
    URL[] urls = ProgramLoader.urls(classPath.roots());
    for (int i = 0; i < urls.length; i++) {
      Path root = classPath.roots().get(i);
      boolean own = origin != null && origin.toString().startsWith("jar:" + urls[i] + "!/");
      if (own || Files.isDirectory(root)) {
        digest.addRoot(root);
      }
    }
    return digest.hex();
  }

  private static boolean mentions(byte[] classFile, String name) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(name);
  }

  private static URLClassLoader probe(ClassPath classPath) {
    return new URLClassLoader(ProgramLoader.urls(classPath.roots()), null);
  }

  private static String fileName(String className) {
    return className.replace('.', '/') + ".class";
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
   * is in. Other jars are taken for libraries.
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
