package dev.signalbox.check.runtime;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose {@code run}, if they are threads, begins with a hook. Told by the agent, which
 * puts it there.
 */
public final class RunMethods {
  private static final ArrayList<String> hooked = new ArrayList<>();

  private RunMethods() {}

  /** The class of that binary name has the hook, if it has a method {@code run}. */
  public static synchronized void add(String className) {
    hooked.add(className);
  }

  /** The class whose {@code run} a thread of class {@code c} runs, if it has no hook, or null. */
  static @Nullable Class<?> withoutHook(Class<?> c) {
    for (Class<?> d = c; d != null; d = d.getSuperclass()) {
      if (isHooked(d.getName())) {
        if (declaresRun(d)) {
          return null;
        }
      } else if (declaresRun(d)) {
        return d;
      }
    }
    return null;
  }

  private static synchronized boolean isHooked(String className) {
    return hooked.contains(className);
  }

  private static boolean declaresRun(Class<?> c) {
    try {
      return c.getDeclaredMethod("run") != null;
    } catch (NoSuchMethodException e) {
      return false;
    } catch (LinkageError e) {
      return true; // its methods cannot be looked at
    }
  }
}
