package dev.signalbox.check.engine.target;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads the program as the JVM's own loader of the class path would, with assertions on. Classes
 * compiled in memory come first. It has no name, so that stack traces look as they always do.
 */
final class ProgramLoader extends URLClassLoader {
  private static final String ENGINE = "dev.signalbox.check.engine.";
  private static final ClassLoader OF_ENGINE = ProgramLoader.class.getClassLoader();

  /** Packages of the application's modules: the platform loader would take them from there. */
  private static final Set<String> OF_APPLICATION =
      ModuleLayer.boot().modules().stream()
          .filter(m -> m.getClassLoader() == ClassLoader.getSystemClassLoader())
          .filter(m -> !m.getName().startsWith("jdk."))
          .flatMap(m -> m.getPackages().stream())
          .collect(Collectors.toSet());

  private final Map<String, byte[]> compiled;

  ProgramLoader(List<Path> roots, Map<String, byte[]> compiled) {
    super(urls(roots), ClassLoader.getPlatformClassLoader());
    this.compiled = compiled;
    setDefaultAssertionStatus(true);
  }

  /** A program may have the checker among its libraries: then it sees the one that runs it. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(ENGINE) && findResource(name.replace('.', '/') + ".class") != null) {
      return OF_ENGINE.loadClass(name);
    }
    if (!OF_APPLICATION.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = compiled.get(name);
    if (bytes != null) {
      return defineClass(name, bytes, 0, bytes.length);
    }
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      // The JDK's tools (jdk.compiler, jdk.jshell) are modules of the JVM's application loader.
      ClassLoader tools = JdkTools.loaderOf(name);
      if (tools != null) {
        return tools.loadClass(name);
      }
      throw e;
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    if (name.endsWith(".class")) {
      String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      byte[] bytes = compiled.get(className);
      if (bytes != null) {
        return MemoryUrl.of(name, bytes);
      }
    }
    return super.findResource(name);
  }

  static URL[] urls(List<Path> roots) {
    List<URL> urls = new ArrayList<>();
    for (Path root : roots) {
      try {
        urls.add(root.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(root.toString(), e);
      }
    }
    return urls.toArray(URL[]::new);
  }
}
