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

/** The way from a request to a {@link Program}. */
final class Loading {
  private static final String ALL_TESTS = "*";

  private final CheckRequest request;
  private final String classFileName;
  private final TempFolder temp;
  private final ClassPath classPath;

  Loading(CheckRequest request, TempFolder temp) {
    this.request = request;
    this.classFileName = request.className().replace('.', '/') + ".class";
    this.temp = temp;
    this.classPath = ClassPath.of(request.classPath(), temp);
  }

  Program program() {
    byte[] classFile = classFile();
    JUnitSupply junit = junit(classFile);
    List<Path> roots = new ArrayList<>(junit.first());
    roots.addAll(classPath.roots());
    roots.addAll(junit.last());
    ProgramLoader loader = new ProgramLoader(roots, request.compiled());
    ClassNames names = new ClassNames(classPath.roots(), request.compiled().keySet());
    Class<?> type = new TargetClass(request.className(), classPath, names).load(loader);
    try {
      Optional<Target> main = main(type);
      if (main.isPresent()) {
        return new Program(loader, temp, List.of(main.get()), digest(loader), List.of(), null);
      }
      if (loader.findResource(JUnitJar.LAUNCHER.marker) == null) {
        throw nothingToRun(
            type,
            mentionsJUnit(classFile)
                ? Optional.of(
                    "its tests need JUnit on the class path: add its jars to --class-path")
                : MainMethod.problem(type));
      }
      return tests(type, loader, junit);
    } catch (LinkageError e) {
      throw LinkProblem.explain(type.getName(), e);
    }
  }

  private Optional<Target> main(Class<?> type) {
    return request.method().isEmpty() || request.method().equals("main")
        ? MainMethod.of(type, request.arguments())
        : Optional.empty();
  }

  private Program tests(Class<?> type, ProgramLoader loader, JUnitSupply junit) {
    TestFinder finder = testFinder(type, loader);
    try {
      List<Target> targets = find(finder, type, request.method());
      if (targets.isEmpty()) {
        throw nothingToRun(type, MainMethod.problem(type));
      }
      List<String> notes = new ArrayList<>(finder.notes());
      junit.note().ifPresent(notes::add);
      return new Program(
          loader, temp, List.copyOf(targets), digest(loader), List.copyOf(notes), finder);
    } catch (CannotCheckException | LinkageError e) {
      finder.close();
      throw e;
    }
  }

  /** The tests of {@code type}; none if it has none. */
  static List<Target> find(TestFinder finder, Class<?> type, String method) {
    try {
      return finder.find(type, method.equals(ALL_TESTS) ? "" : method);
    } catch (CannotCheckException e) {
      throw e;
    } catch (RuntimeException e) {
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
    // Some have a list in them; the user reads one line.
    String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return new CannotCheckException(what + ": " + message);
  }

  private CannotCheckException nothingToRun(Class<?> type, Optional<String> hint) {
    String name = type.getName();
    if (MainMethod.of(type, request.arguments()).isPresent()) {
      return new CannotCheckException(
          "%s has a main method, but no tests: check it without #%s"
              .formatted(name, request.method()));
    }
    return new CannotCheckException(
        name + " has neither a main method nor a test" + hint.map(h -> " (" + h + ")").orElse(""));
  }

  private JUnitSupply junit(byte[] classFile) {
    try (URLClassLoader probe = probe()) {
      return JUnitSupply.of(new JUnitOnClassPath(probe), classFile, temp);
    } catch (IOException e) {
      throw new CannotCheckException("the class path cannot be read: " + e.getMessage());
    }
  }

  /** The bytes of the class to check; none if there is no such class. */
  private byte[] classFile() {
    byte[] compiled = request.compiled().get(request.className());
    if (compiled != null) {
      return compiled;
    }
    try (URLClassLoader probe = probe();
        InputStream in = probe.getResourceAsStream(classFileName)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new CannotCheckException(request.className() + " cannot be read: " + e.getMessage());
    }
  }

  private String digest(ProgramLoader loader) {
    ProgramDigest digest = new ProgramDigest().addCompiled(request.compiled());
    URL origin = loader.findResource(classFileName);
    URL[] urls = ProgramLoader.urls(classPath.roots());
    for (int i = 0; i < urls.length; i++) {
      Path root = classPath.roots().get(i);
      boolean own = origin != null && origin.toString().startsWith("jar:" + urls[i] + "!/");
      if (own || (Files.isDirectory(root) && !isImplied(root, origin))) {
        digest.addRoot(root);
      }
    }
    return digest.hex();
  }

  /** The current folder is on the class path unasked, and may hold anything. */
  private static boolean isImplied(Path root, @Nullable URL origin) {
    return root.normalize().toString().isEmpty()
        && (origin == null || !origin.getProtocol().equals("file"));
  }

  private static boolean mentionsJUnit(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains("org/junit/");
  }

  private URLClassLoader probe() {
    return new URLClassLoader(ProgramLoader.urls(classPath.roots()), null);
  }
}
