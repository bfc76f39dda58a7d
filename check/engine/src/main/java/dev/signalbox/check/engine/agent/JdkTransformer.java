package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.RunMethods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's own classes: those that are loaded already are retransformed, the
 * others as they are loaded. Which classes need it is found by looking at all of a package, once
 * for each JDK and version of the checker; after that the patched classes come from a cache.
 */
final class JdkTransformer implements ClassFileTransformer {
  private final Map<String, byte[]> patched;

  private JdkTransformer(Map<String, byte[]> patched) {
    this.patched = patched;
  }

  static void install(Instrumentation instrumentation)
      throws IOException, UnmodifiableClassException {
    PatchCache cache = PatchCache.open();
    Map<String, byte[]> patched = cache.read();
    if (patched == null) {
      patched = patchAll();
      cache.write(patched);
    }
    JdkPatch.THREADS.forEach(name -> RunMethods.add(name.replace('/', '.')));
    instrumentation.addTransformer(new JdkTransformer(patched), true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.getClassLoader() == null && patched.containsKey(c.getName().replace('.', '/'))) {
        loaded.add(c);
      }
    }
    instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
  }

  private static Map<String, byte[]> patchAll() throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    JdkPatch patch = new JdkPatch();
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    for (String folder : JdkPatch.FOLDERS) {
      try (Stream<Path> files = Files.list(base.resolve(folder))) {
        files
            .map(f -> base.relativize(f).toString())
            .filter(f -> f.endsWith(".class"))
            .map(f -> f.substring(0, f.length() - ".class".length()))
            .filter(JdkPatch::concerns)
            .forEach(
                name -> {
                  byte[] bytes = patch.apply(name, readClass(base, name));
                  if (bytes != null) {
                    all.put(name, bytes);
                  }
                });
      }
    }
    SelfTest.requireAllSites(patch.sites());
    return all;
  }

  private static byte[] readClass(Path base, String name) {
    try {
      return Files.readAllBytes(base.resolve(name + ".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> c,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return loader == null && name != null ? patched.get(name) : null;
  }
}
