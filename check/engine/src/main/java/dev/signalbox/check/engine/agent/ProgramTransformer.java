package dev.signalbox.check.engine.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.net.URL;
import java.security.CodeSource;
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

  /** In bytes, of a method: instrumented it will be shorter than the 64 KB that the JVM allows. */
  private static final int SAFE_LENGTH = 4096;

  private final Predicate<ClassLoader> ofProgram;
  private final boolean shared;
  private final boolean tellsAll;
  private final ClassNumbers numbers = new ClassNumbers();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param shared whether threads that are not controlled use the same classes: they get the code
   *     as it was
   * @param tellsAll whether calls that have no scheduling point get a hook too, for a search that
   *     has to know all that a step touches
   */
  ProgramTransformer(Predicate<ClassLoader> ofProgram, boolean shared, boolean tellsAll) {
    this.ofProgram = ofProgram;
    this.shared = shared;
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
    if (from == null || name == null || (c != null && !shared) || !ofProgram.test(from)) {
      return null;
    }
    if (FRAMEWORKS.stream().anyMatch(name::startsWith) || isOfJdk(domain)) {
      return null;
    }
    try {
      if (shared && isEvent(bytes)) {
        return null;
      }
      return shared ? instrumentShared(from, bytes) : instrument(from, bytes);
    } catch (RuntimeException | LinkageError e) {
      failures.add(name.replace('/', '.') + " (" + e.getMessage() + ")");
      return null;
    }
  }

  /** Flight Recorder transforms its own, and then they may have no new methods. */
  private static boolean isEvent(byte[] bytes) {
    return ClassFile.of()
        .parse(bytes)
        .superclass()
        .filter(parent -> parent.asInternalName().equals("jdk/jfr/Event"))
        .isPresent();
  }

  /** Its tools, such as javac, are in the application's loader. */
  private static boolean isOfJdk(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location != null && location.getProtocol().equals("jrt");
  }

  /** The class with its hooks; {@code from} is where its superclasses are looked up. */
  private byte[] instrument(ClassLoader from, byte[] bytes) {
    ClassFile format = format(from);
    ClassModel model = parse(format, bytes);
    return new ClassInstrumenter(
            model, new Ancestry(from), numbers, tellsAll, null, Integer.MAX_VALUE)
        .instrument(withStackMaps(format, model));
  }

  /** What cannot be instrumented is as it was, and ends a check that uses it. */
  private byte[] instrumentShared(ClassLoader from, byte[] bytes) {
    try {
      return instrumentShared(from, bytes, Integer.MAX_VALUE);
    } catch (RuntimeException | LinkageError e) {
      // Perhaps a method has become longer than the JVM allows.
    }
    try {
      return instrumentShared(from, bytes, SAFE_LENGTH);
    } catch (RuntimeException | LinkageError e) {
      ClassFile format = format(from);
      String why = "its class could not be instrumented (" + e.getMessage() + ")";
      return Refusal.ofAll(format, format.parse(bytes), why);
    }
  }

  private byte[] instrumentShared(ClassLoader from, byte[] bytes, int longest) {
    ClassFile format = format(from);
    ClassModel model = parse(format, bytes);
    PlainCopy plain = new PlainCopy(parse(format, bytes));
    return new ClassInstrumenter(model, new Ancestry(from), numbers, tellsAll, plain, longest)
        .instrument(withStackMaps(format, model));
  }

  private static ClassModel parse(ClassFile format, byte[] bytes) {
    return Subroutines.inline(format, format.parse(bytes));
  }

  /** An old class need not have any, and a method without a change would stay without. */
  private static ClassFile withStackMaps(ClassFile format, ClassModel model) {
    return model.majorVersion() < ClassFile.JAVA_7_VERSION
        ? format.withOptions(ClassFile.StackMapsOption.GENERATE_STACK_MAPS)
        : format;
  }

  private static ClassFile format(ClassLoader from) {
    return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(from)));
  }

  /** Classes that are nowhere to be found count as subclasses of Object. */
  private static ClassHierarchyResolver hierarchy(ClassLoader from) {
    return ClassHierarchyResolver.ofResourceParsing(from)
        .orElse(ClassHierarchyResolver.defaultResolver())
        .orElse(c -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))
        .cached();
  }
}
