package dev.signalbox.check.engine.target;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the program as the JVM's own loader of the class path would, with assertions on. Classes
 * compiled in memory come first. It has no name, so that stack traces look as they always do.
 */
final class ProgramLoader extends URLClassLoader {
  private final Map<String, byte[]> compiled;

  ProgramLoader(List<Path> roots, Map<String, byte[]> compiled) {
    super(urls(roots), ClassLoader.getPlatformClassLoader());
    this.compiled = compiled;
    setDefaultAssertionStatus(true);
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
