package dev.signalbox.check.engine.target.junit;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.engine.target.TestFinder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherFactory;

/** Finds tests by the JUnit Platform; one session for all of the check. */
public final class JUnitTestFinder implements TestFinder {
  private static final int NAMES_SHOWN = 20;
  private static final String UNIQUE_ID = "[engine:";

  private final ClassLoader program = JUnitTestFinder.class.getClassLoader().getParent();
  private final LauncherSession session;
  private final Launcher launcher;
  private final List<String> notes = new ArrayList<>();

  /** Opens the session: listeners that the program registers for it are told. */
  public JUnitTestFinder() {
    session = inProgram(LauncherFactory::openSession);
    launcher = session.getLauncher();
  }

  @Override
  public List<Target> find(Class<?> testClass, String method) {
    return inProgram(
        () -> {
          TestPlan plan =
              launcher.discover(
                  Settings.request().selectors(DiscoverySelectors.selectClass(testClass)).build());
          List<Found> all = Found.all(plan, testClass.getName());
          if (method.startsWith(UNIQUE_ID)) {
            UniqueId id = UniqueId.parse(method);
            String name = TestName.of(id, all, testClass.getName()).text();
            return List.of(new JUnitTarget(name, id, launcher, program));
          }
          Selection selection = Selection.parse(method);
          List<Found> chosen =
              resolve(select(all, selection, testClass), plan, selection, testClass);
          if (chosen.isEmpty() && !all.isEmpty()) {
            throw noSuchTest(testClass, method, all);
          }
          return chosen.stream().map(this::target).toList();
        });
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    inProgram(
        () -> {
          session.close();
          return session;
        });
  }

  /** The tests asked for; a nested class's only if the class itself has none of that name. */
  private static List<Found> select(List<Found> all, Selection selection, Class<?> testClass) {
    List<Found> chosen =
        all.stream()
            .filter(
                f ->
                    selection.acceptsMethod(f.name())
                        || (f.name().method().isEmpty() && f.hasInvocations()))
            .toList();
    List<Found> own =
        chosen.stream().filter(f -> f.name().className().equals(testClass.getName())).toList();
    return selection.isAll() || own.isEmpty() ? chosen : own;
  }

  /** Puts their invocations in the place of parameterized tests and the like. */
  private List<Found> resolve(
      List<Found> chosen, TestPlan plan, Selection selection, Class<?> testClass) {
    List<Found> containers = chosen.stream().filter(Found::hasInvocations).toList();
    if (containers.isEmpty()) {
      return chosen.stream().filter(f -> selection.accepts(f.name())).toList();
    }
    Invocations invocations = Invocations.of(containers, plan, launcher, testClass.getName());
    if (invocations.failure() != null) {
      notes.add(
          "the invocations of parameterized tests are checked together, as JUnit could not list"
              + " them: "
              + invocations.failure());
    }
    List<Found> resolved = new ArrayList<>();
    for (Found f : chosen) {
      List<Found> inside = f.hasInvocations() ? invocations.inside(f) : List.of();
      if (inside.isEmpty()) {
        resolved.add(f);
      } else if (isRepeated(f) && !selection.hasIndex()) {
        resolved.add(inside.getFirst());
        notes.add(
            "%s is a @RepeatedTest: the first of its %d repetitions is checked"
                .formatted(f.name().text(), inside.size()));
      } else {
        resolved.addAll(inside);
      }
    }
    return Found.distinct(resolved).stream().filter(f -> selection.accepts(f.name())).toList();
  }

  /** Repeating is what the checker does anyway. */
  private static boolean isRepeated(Found test) {
    return test.test().getSource().orElse(null) instanceof MethodSource method
        && AnnotationSupport.isAnnotated(method.getJavaMethod(), RepeatedTest.class);
  }

  private Target target(Found found) {
    return new JUnitTarget(
        found.name().text(), found.test().getUniqueIdObject(), launcher, program);
  }

  private static CannotCheckException noSuchTest(
      Class<?> testClass, String method, List<Found> all) {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(f -> names.add(f.name().label().isEmpty() ? "*" : f.name().label()));
    String list = String.join(", ", names.stream().limit(NAMES_SHOWN).toList());
    return new CannotCheckException(
        "%s has no test method %s; it has %s%s"
            .formatted(testClass.getName(), method, list, names.size() > NAMES_SHOWN ? ", …" : ""));
  }

  /** JUnit loads classes and services by the context class loader. */
  private <T> T inProgram(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(program);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
