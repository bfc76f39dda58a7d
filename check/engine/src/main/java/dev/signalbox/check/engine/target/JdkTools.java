package dev.signalbox.check.engine.target;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packages of the JDK that its platform class loader does not have. */
final class JdkTools {
  private static final Map<String, ClassLoader> LOADERS = new HashMap<>();

  static {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    for (Module module : ModuleLayer.boot().modules()) {
      if (system.equals(module.getClassLoader()) && module.getName().startsWith("jdk.")) {
        module.getPackages().forEach(p -> LOADERS.put(p, system));
      }
    }
  }

  private JdkTools() {}

  static @Nullable ClassLoader loaderOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? null : LOADERS.get(className.substring(0, dot));
  }
}
