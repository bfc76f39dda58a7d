package dev.signalbox.check.engine.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Loads the sub-package {@code junit} anew, so that it is linked to the program's JUnit and not to
 * whatever the checker itself sees. The rest of the engine stays what it is; everything else comes
 * from the program.
 */
final class GlueLoader extends ClassLoader {
  private static final String ENGINE = "dev.signalbox.check.engine.";
  private static final String GLUE = ENGINE + "target.junit.";

  private final ClassLoader engine = GlueLoader.class.getClassLoader();

  private GlueLoader(ProgramLoader program) {
    super(program);
  }

  /** The tests of {@code program}, which must have a JUnit Platform Launcher. */
  static TestFinder testFinder(ProgramLoader program) throws ReflectiveOperationException {
    Class<?> finder = Class.forName(GLUE + "JUnitTestFinder", true, new GlueLoader(program));
    return (TestFinder) finder.getConstructor().newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(GLUE)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
    return name.startsWith(ENGINE) ? engine.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = engine.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return name.startsWith(GLUE.replace('.', '/')) ? engine.getResource(name) : null;
  }
}
