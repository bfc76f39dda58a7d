package dev.signalbox.check.engine.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.util.List;
import java.util.function.Consumer;

/** The annotation by which a JUnit test asks to be checked. */
final class CheckAnnotation {
  private static final String DESCRIPTOR = "Ldev/signalbox/check/junit/Check;";

  private CheckAnnotation() {}

  /**
   * The class as it would be without the annotation: naming a replay file in it does not make
   * another program, for which that file would not hold.
   */
  static byte[] removedFrom(byte[] classFile) {
    if (!new String(classFile, ISO_8859_1).contains(DESCRIPTOR)) {
      return classFile;
    }
    // A new constant pool: the old one has the values of the annotation.
    ClassFile format = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);
    try {
      return format.transformClass(
          format.parse(classFile),
          ClassTransform.transformingMethods((b, e) -> copy(e, b::with, b::with))
              .andThen((b, e) -> copy(e, b::with, b::with)));
    } catch (IllegalArgumentException e) {
      return classFile; // Not a class file, so there is no annotation in it.
    }
  }

  private static <E> void copy(
      E element, Consumer<E> to, Consumer<RuntimeVisibleAnnotationsAttribute> annotations) {
    if (element instanceof RuntimeVisibleAnnotationsAttribute a) {
      List<Annotation> others =
          a.annotations().stream().filter(n -> !n.className().equalsString(DESCRIPTOR)).toList();
      if (!others.isEmpty()) {
        annotations.accept(RuntimeVisibleAnnotationsAttribute.of(others));
      }
    } else {
      to.accept(element);
    }
  }
}
