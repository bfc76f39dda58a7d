package dev.signalbox.check.engine.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * Defines the runtime, which travels as resources in the agent's jar, into the boot loader. Not by
 * {@code appendToBootstrapClassLoaderSearch}, which makes the JVM give up a part of its class-data
 * sharing, with a warning.
 */
final class RuntimeClasses {
  private static final String FOLDER = "/runtime/";

  /** Extends nothing of the runtime; tells the module that the others will be in. */
  private static final String FIRST = "dev/signalbox/check/runtime/Abandoned.class";

  /** The packages of java.base that the runtime and the agent reach into. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "jdk.internal.access",
          "jdk.internal.misc",
          "jdk.internal.vm",
          "jdk.internal.vm.annotation");

  private RuntimeClasses() {}

  static void define(Instrumentation instrumentation) throws IOException {
    open(instrumentation, RuntimeClasses.class.getModule());
    List<String> paths = new String(resource("INDEX"), StandardCharsets.UTF_8).lines().toList();
    Module runtime = InBootLoader.define(resource(FIRST)).getModule();
    open(instrumentation, runtime);
    defineAll(paths.stream().filter(p -> !p.equals(FIRST)).toList());
  }

  /** In rounds: a class can be defined only after its superclass. */
  private static void defineAll(List<String> paths) throws IOException {
    List<String> later = new ArrayList<>();
    NoClassDefFoundError missing = null;
    for (String path : paths) {
      byte[] bytes = resource(path);
      try {
        if (path.startsWith("java/lang/")) {
          InJavaLang.define(bytes);
        } else {
          InBootLoader.define(bytes);
        }
      } catch (NoClassDefFoundError e) {
        missing = e;
        later.add(path);
      }
    }
    if (missing != null && later.size() == paths.size()) {
      throw missing;
    }
    if (missing != null) {
      defineAll(later);
    }
  }

  private static void open(Instrumentation instrumentation, Module to) {
    Map<String, Set<Module>> packages = new HashMap<>();
    OPENED.forEach(p -> packages.put(p, Set.of(to)));
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(to), packages, packages, Set.of(), Map.of());
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = RuntimeClasses.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + FOLDER + path);
      }
      return in.readAllBytes();
    }
  }

  // Classes of their own: linked only after the packages have been opened.

  private static final class InBootLoader {
    static Class<?> define(byte[] bytes) {
      return Unsafe.getUnsafe().defineClass(null, bytes, 0, bytes.length, null, null);
    }
  }

  private static final class InJavaLang {
    static void define(byte[] bytes) throws IOException {
      try {
        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()).defineClass(bytes);
      } catch (IllegalAccessException e) {
        throw new IOException(e);
      }
    }
  }
}
