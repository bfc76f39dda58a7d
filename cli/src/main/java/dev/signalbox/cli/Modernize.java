package dev.signalbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the classes of a jar in a newer format. picocli's are in the one of Java 5, which the
 * JVM does not take into its cache; that they are loaded and verified in each start costs 75 ms.
 */
final class Modernize {
  /** Java 8: has stack maps, by which a class is verified in one pass. */
  private static final int VERSION = ClassFile.JAVA_8_VERSION;

  private final JarFile jar;
  private final ClassFile format;

  private Modernize(JarFile jar) {
    this.jar = jar;
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofResourceParsing(this::open)
            .orElse(ClassHierarchyResolver.defaultResolver());
    this.format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
  }

  /** Arguments: the jar, and the one to write. */
  public static void main(String[] args) throws IOException {
    try (JarFile jar = new JarFile(args[0]);
        OutputStream file = Files.newOutputStream(Path.of(args[1]));
        JarOutputStream out = new JarOutputStream(file)) {
      Modernize modernize = new Modernize(jar);
      for (JarEntry entry : Collections.list(jar.entries())) {
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(modernize.contents(entry));
        out.closeEntry();
      }
    }
  }

  private byte[] contents(JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return entry.getName().endsWith(".class") ? modern(bytes) : bytes;
    }
  }

  private byte[] modern(byte[] bytes) {
    ClassModel old = format.parse(bytes);
    if (old.majorVersion() >= VERSION) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(VERSION, 0) : element);
    // Code that is only copied keeps lacking its stack maps: each instruction is written anew.
    ClassTransform code =
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    return format.transformClass(old, version.andThen(code));
  }

  private @Nullable InputStream open(ClassDesc type) {
    String name = type.descriptorString();
    JarEntry entry = jar.getJarEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
