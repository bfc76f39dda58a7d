package dev.signalbox.cli;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Tells whether a class can be run: whether it has a {@code main} or tests. */
final class EntryPoint {
  private static final String JUNIT_4 = "org.junit.Test";
  private static final String NESTED = "org.junit.jupiter.api.Nested";

  /** JUnit marks each of its annotations for tests with this one, and others can do so too. */
  private static final String JUNIT = "org.junit.platform.commons.annotation.Testable";

  private EntryPoint() {}

  /**
   * Whether {@code type} has the method to run.
   *
   * @param method one test method, perhaps with parameters after it; or empty for {@code main} or
   *     any test
   */
  static boolean isIn(TypeElement type, String method, Elements elements) {
    String name = method.replaceFirst("[(\\[].*", "");
    List<? extends Element> members = elements.getAllMembers(type);
    for (ExecutableElement m : ElementFilter.methodsIn(members)) {
      if (name.isEmpty() ? isMain(m) || isTest(m) : m.getSimpleName().contentEquals(name)) {
        return true;
      }
    }
    for (TypeElement inner : ElementFilter.typesIn(type.getEnclosedElements())) {
      if (isAnnotated(inner, NESTED, 0) && isIn(inner, method, elements)) {
        return true;
      }
    }
    return false;
  }

  /** As the launcher of JDK 25 has it: it may be an instance method, and lack the parameter. */
  private static boolean isMain(ExecutableElement m) {
    return m.getSimpleName().contentEquals("main")
        && !m.getModifiers().contains(Modifier.PRIVATE)
        && !m.getModifiers().contains(Modifier.ABSTRACT)
        && m.getReturnType().getKind() == TypeKind.VOID
        && (m.getParameters().isEmpty()
            || (m.getParameters().size() == 1
                && m.getParameters().getFirst().asType().toString().equals("java.lang.String[]")));
  }

  private static boolean isTest(ExecutableElement m) {
    return isAnnotated(m, JUNIT_4, 0) || isAnnotated(m, JUNIT, 3);
  }

  /**
   * Whether {@code element} has the annotation, or one that has it.
   *
   * @param depth how many annotations may lie between
   */
  private static boolean isAnnotated(Element element, String annotation, int depth) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      Element type = mirror.getAnnotationType().asElement();
      if (type.getKind() == ElementKind.ANNOTATION_TYPE
          && (((TypeElement) type).getQualifiedName().contentEquals(annotation)
              || (depth > 0 && isAnnotated(type, annotation, depth - 1)))) {
        return true;
      }
    }
    return false;
  }
}
