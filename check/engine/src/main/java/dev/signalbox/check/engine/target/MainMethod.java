package dev.signalbox.check.engine.target;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class's {@code main} as the {@code java} command of Java 25 picks it (JLS 12.1.4, JEP 512):
 * {@code main(String[])} of the class or what it inherits, public ones first; otherwise {@code
 * main()}; not private, returning nothing. If it is not static, the class needs a constructor
 * without parameters that is not private.
 */
final class MainMethod {
  private MainMethod() {}

  /** What {@code java CLASS ARGUMENTS…} would run; empty if it would not. */
  static Optional<Target> of(Class<?> type, List<String> arguments) {
    Method main = find(type);
    return main == null || isTest(main) || problem(type, main) != null
        ? Optional.empty()
        : Optional.of(new MainTarget(type, handle(type, main), arguments.toArray(String[]::new)));
  }

  /** What is wrong with a {@code main} that cannot be run; empty if there is none. */
  static Optional<String> problem(Class<?> type) {
    Method main = find(type);
    if (main != null) {
      return Optional.ofNullable(isTest(main) ? null : problem(type, main));
    }
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals("main"))
        .findFirst()
        .map(
            m ->
                Modifier.isPrivate(m.getModifiers())
                    ? "its main method is private"
                    : "its main method is not main(String[]) or main() returning void");
  }

  private static @Nullable Method find(Class<?> type) {
    Method main = search(type, true, true, String[].class);
    if (main == null) {
      main = search(type, true, false, String[].class);
    }
    if (main == null || !isLaunchable(main)) {
      main = search(type, true, false);
    }
    return main == null || !isLaunchable(main) ? null : main;
  }

  private static @Nullable Method search(
      Class<?> type, boolean statics, boolean publicOnly, Class<?>... parameters) {
    Method found = null;
    for (Method m : type.getDeclaredMethods()) {
      if (m.getName().equals("main")
          && Arrays.equals(m.getParameterTypes(), parameters)
          && (statics || !Modifier.isStatic(m.getModifiers()))
          && (!publicOnly || Modifier.isPublic(m.getModifiers()))
          && (found == null || found.getReturnType().isAssignableFrom(m.getReturnType()))) {
        found = m;
      }
    }
    if (found == null && type.getSuperclass() != null) {
      found = search(type.getSuperclass(), statics, publicOnly, parameters);
    }
    for (Class<?> i : type.getInterfaces()) {
      if (found == null) {
        found = search(i, false, publicOnly, parameters);
      }
    }
    return found;
  }

  private static boolean isLaunchable(Method main) {
    return main.getReturnType() == void.class && !Modifier.isPrivate(main.getModifiers());
  }

  /** {@code @Test void main()} is not meant for the {@code java} command. */
  private static boolean isTest(Method main) {
    for (Annotation a : main.getDeclaredAnnotations()) {
      if (a.annotationType().getName().startsWith("org.junit.")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String problem(Class<?> type, Method main) {
    if (Modifier.isStatic(main.getModifiers())) {
      return null;
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "its main method is not static, and the class is abstract";
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return "its main method is not static, and the class is an inner class";
    }
    Constructor<?> constructor = constructor(type);
    return constructor == null || Modifier.isPrivate(constructor.getModifiers())
        ? "its main method is not static, and the class has no constructor without parameters that"
            + " is not private"
        : null;
  }

  private static @Nullable Constructor<?> constructor(Class<?> type) {
    try {
      return type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** A handle of type {@code (String[])void}, whatever the form of {@code main}. */
  private static MethodHandle handle(Class<?> type, Method main) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      main.setAccessible(true);
      MethodHandle handle = lookup.unreflect(main);
      if (!Modifier.isStatic(main.getModifiers())) {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        MethodHandle create = lookup.unreflectConstructor(constructor);
        MethodHandle onNew = create.asType(MethodType.methodType(main.getDeclaringClass()));
        handle = MethodHandles.collectArguments(handle, 0, onNew);
      }
      if (main.getParameterCount() == 0) {
        handle = MethodHandles.dropArguments(handle, 0, String[].class);
      }
      // main(String...) would spread an array otherwise.
      return handle.asFixedArity();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("main of " + type.getName() + " cannot be reached", e);
    }
  }

  private static final class MainTarget implements Target {
    private final String name;
    private final ClassLoader loader;
    private final MethodHandle main;
    private final String[] arguments;

    MainTarget(Class<?> type, MethodHandle main, String[] arguments) {
      this.name = type.getName();
      this.loader = type.getClassLoader();
      this.main = main;
      this.arguments = arguments;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void run() throws Throwable {
      Thread.currentThread().setContextClassLoader(loader);
      main.invokeExact(arguments.clone());
    }
  }
}
