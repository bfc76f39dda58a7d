package dev.signalbox.check.engine.explore;

import conformance.Clean;
import conformance.Planted;
import conformance.Racy;
import dev.signalbox.check.engine.target.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of package {@code conformance}, and what the checker must say of it. */
record Body(Method declared) {

  static Stream<Body> of(Class<?> theme) {
    return Arrays.stream(theme.getDeclaredMethods())
        .filter(
            m ->
                m.isAnnotationPresent(Clean.class)
                    || m.isAnnotationPresent(Planted.class)
                    || m.isAnnotationPresent(Racy.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(Body::new);
  }

  @Nullable Clean clean() {
    return declared.getAnnotation(Clean.class);
  }

  @Nullable Planted planted() {
    return declared.getAnnotation(Planted.class);
  }

  @Nullable Racy racy() {
    return declared.getAnnotation(Racy.class);
  }

  long maxSteps() {
    Clean clean = clean();
    Planted planted = planted();
    return clean != null ? clean.maxSteps() : planted != null ? planted.maxSteps() : 20_000;
  }

  /** The same method in the program that is checked. */
  Target in(ClassLoader program) {
    MethodHandle body;
    try {
      Method m =
          Class.forName(declared.getDeclaringClass().getName(), false, program)
              .getDeclaredMethod(declared.getName());
      m.setAccessible(true);
      body = MethodHandles.lookup().unreflect(m);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(toString(), e);
    }
    return new Target() {
      @Override
      public String name() {
        return Body.this.toString();
      }

      @Override
      public void run() throws Throwable {
        body.invokeExact();
      }
    };
  }

  @Override
  public String toString() {
    return declared.getDeclaringClass().getSimpleName() + "." + declared.getName();
  }
}
