package dev.signalbox.check.engine.target.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * How a test is called: {@code CLASS#METHOD(TYPES)[INDEX]}, with types and index only where it
 * takes them to tell two tests apart.
 *
 * @param method empty for all tests of a class
 * @param parameters simple names of the types of the method's parameters
 * @param index which invocation, {@code 2} or {@code 1.2}; empty if there is only one
 * @param label what stands after the {@code #}
 */
record TestName(String className, String method, String parameters, String index, String label) {

  static TestName of(TestPlan plan, TestIdentifier test, String testClass) {
    String index = index(test.getUniqueIdObject());
    for (Optional<TestIdentifier> t = Optional.of(test);
        t.isPresent();
        t = t.flatMap(plan::getParent)) {
      TestSource source = t.get().getSource().orElse(null);
      if (source instanceof MethodSource m) {
        return new TestName(m.getClassName(), m.getMethodName(), types(m), index, "");
      }
      if (source instanceof ClassSource c) {
        String method = test.isTest() ? test.getDisplayName() : "";
        return new TestName(c.getClassName(), method, "", index, "");
      }
    }
    return new TestName(testClass, test.getDisplayName(), "", index, "");
  }

  /**
   * A test that is known by its id only, perhaps an invocation of one of {@code all}: JUnit makes
   * those while it runs.
   */
  static TestName of(UniqueId id, List<Found> all, String testClass) {
    String index = index(id);
    String bracket = index.isEmpty() ? "" : "[" + index + "]";
    for (Found f : all) {
      if (!f.name().method.isEmpty() && id.hasPrefix(f.test().getUniqueIdObject())) {
        return f.name().labelled(f.name().label + bracket);
      }
    }
    // Of a class template, whose methods are not there yet.
    String method =
        id.getSegments().reversed().stream()
            .map(UniqueId.Segment::getValue)
            .filter(v -> !v.startsWith("#"))
            .findFirst()
            .orElse("")
            .replaceFirst("\\(.*", "");
    return new TestName(testClass, method, "", index, method + bracket);
  }

  /** {@code java.lang.String, int[]} becomes {@code String,int[]}. */
  static String simple(String types) {
    return Stream.of(types.split(","))
        .map(String::strip)
        .map(t -> t.substring(Math.max(t.lastIndexOf('.'), t.lastIndexOf('$')) + 1))
        .collect(Collectors.joining(","));
  }

  private static String types(MethodSource method) {
    String types = method.getMethodParameterTypes();
    return types == null || types.isEmpty()
        ? ""
        : Stream.of(method.getJavaMethod().getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
  }

  private static String index(UniqueId id) {
    return id.getSegments().stream()
        .map(UniqueId.Segment::getValue)
        .filter(v -> v.startsWith("#"))
        .map(v -> v.substring(1))
        .collect(Collectors.joining("."));
  }

  TestName labelled(String newLabel) {
    return new TestName(className, method, parameters, index, newLabel);
  }

  String text() {
    return label.isEmpty() ? className : className + "#" + label;
  }
}
