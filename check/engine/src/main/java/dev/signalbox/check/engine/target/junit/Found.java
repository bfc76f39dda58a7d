package dev.signalbox.check.engine.target.junit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** A test that JUnit found, or a container of tests that it makes only while it runs. */
record Found(TestIdentifier test, TestName name) {

  /** All of a plan that can be run alone, in its order. */
  static List<Found> all(TestPlan plan, String testClass) {
    List<Found> found = new ArrayList<>();
    for (TestIdentifier engine : plan.getRoots()) {
      collect(plan, engine, testClass, found);
    }
    return distinct(found);
  }

  private static void collect(
      TestPlan plan, TestIdentifier parent, String testClass, List<Found> found) {
    for (TestIdentifier child : plan.getChildren(parent)) {
      if (child.isTest() || plan.getChildren(child).isEmpty()) {
        found.add(new Found(child, TestName.of(plan, child, testClass)));
      } else {
        collect(plan, child, testClass, found);
      }
    }
  }

  /** Whether Jupiter makes its tests only while it runs, so that its invocations can be told. */
  boolean hasInvocations() {
    return test.isContainer()
        && test.getUniqueIdObject().getEngineId().filter("junit-jupiter"::equals).isPresent();
  }

  /** Labels that tell the tests of a class apart: by types if need be, by number as a last way. */
  static List<Found> distinct(List<Found> found) {
    List<Found> plain = relabel(found, n -> n.method() + bracket(n.index()));
    Map<String, Integer> plainCount = count(plain);
    List<Found> typed =
        relabel(
            plain,
            n ->
                plainCount.getOrDefault(n.text(), 0) == 1
                    ? n.label()
                    : n.method() + "(" + n.parameters() + ")" + bracket(n.index()));
    Map<String, Integer> typedCount = count(typed);
    Map<String, Integer> seen = new HashMap<>();
    return relabel(
        typed,
        n ->
            typedCount.getOrDefault(n.text(), 0) == 1
                ? n.label()
                : n.method() + bracket(String.valueOf(seen.merge(n.text(), 1, Integer::sum))));
  }

  private static List<Found> relabel(List<Found> found, Function<TestName, String> label) {
    return found.stream()
        .map(f -> new Found(f.test, f.name.labelled(label.apply(f.name))))
        .toList();
  }

  private static Map<String, Integer> count(List<Found> found) {
    Map<String, Integer> count = new HashMap<>();
    found.forEach(f -> count.merge(f.name.text(), 1, Integer::sum));
    return count;
  }

  private static String bracket(String index) {
    return index.isEmpty() ? "" : "[" + index + "]";
  }
}
