package dev.signalbox.check.engine.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Instruments the classes of the program as they are loaded. */
public final class ProgramTransformer implements ClassFileTransformer {
  /** Test frameworks and the like: run as they are, without scheduling points of their own. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "org/junit/",
          "junit/",
          "org/opentest4j/",
          "org/apiguardian/",
          "org/hamcrest/",
          "org/assertj/",
          "org/testng/",
          "org/mockito/",
          "net/bytebuddy/",
          "org/objenesis/",
          "org/jacoco/",
          "org/apache/maven/surefire/",
          "org/gradle/",
          "worker/org/gradle/",
          "com/intellij/",
          "org/eclipse/jdt/internal/junit",
          "dev/signalbox/check/",
          "jdk/"); // proxies, which the JDK defines in the loader of their interface

  private final Predicate<ClassLoader> ofProgram;
  private final boolean tellsAll;
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param tellsAll whether calls that have no scheduling point get a hook too, for a search that
   *     has to know all that a step touches
   */
  ProgramTransformer(Predicate<ClassLoader> ofProgram, boolean tellsAll) {
    this.ofProgram = ofProgram;
    this.tellsAll = tellsAll;
  }

  /** Classes that could not be instrumented, with the reason: what happens in them is not seen. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader from,
      @Nullable String name,
      @Nullable Class<?> c,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (from == null || name == null || c != null || !ofProgram.test(from)) {
      return null;
    }
    if (FRAMEWORKS.stream().anyMatch(name::startsWith)) {
      return null;
    }
    try {
      return instrument(from, bytes, tellsAll);
    } catch (RuntimeException | LinkageError e) {
      failures.add(name.replace('/', '.') + " (" + e.getMessage() + ")");
      return null;
    }
  }

  /** The class with its hooks; {@code from} is where its superclasses are looked up. */
  public static byte[] instrument(ClassLoader from, byte[] bytes) {
    return instrument(from, bytes, false);
  }

  private static byte[] instrument(ClassLoader from, byte[] bytes, boolean tellsAll) {
    ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(from)));
    ClassModel model = Subroutines.inline(format, format.parse(bytes));
    if (model.majorVersion() < ClassFile.JAVA_7_VERSION) {
      // It need not have any, and a method without a change would stay without.
      format = format.withOptions(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    }
    return new ClassInstrumenter(model, new Ancestry(from), tellsAll).instrument(format);
  }

  /** Classes that are nowhere to be found count as subclasses of Object. */
  private static ClassHierarchyResolver hierarchy(ClassLoader from) {
    return ClassHierarchyResolver.ofResourceParsing(from)
        .orElse(ClassHierarchyResolver.defaultResolver())
        .orElse(c -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))
        .cached();
  }
}
