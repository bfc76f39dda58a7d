package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.Determinism;
import java.lang.instrument.Instrumentation;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent: defines the runtime into the boot loader, patches the JDK, and instruments the
 * classes of the program as they are loaded. The program is what the application class loader has,
 * unless the agent's argument is {@link #CHILD}.
 */
public final class Agent {
  /** Argument for a JVM of the checker's own, where the program has a loader of its own. */
  public static final String CHILD = "child";

  private static @Nullable Instrumentation instrumentation;
  private static @Nullable ProgramTransformer ofApplication;
  private static @Nullable String failure = notLoaded();

  private Agent() {}

  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && !arguments.isEmpty() && !arguments.equals(CHILD)) {
      failure = "it takes no argument, but was given '" + arguments + "'";
      return;
    }
    try {
      RuntimeClasses.define(instrumentation);
      JdkTransformer.install(instrumentation);
      PreparedRuntime.prepare();
      Agent.instrumentation = instrumentation;
      if (!CHILD.equals(arguments)) {
        ofApplication = new ProgramTransformer(Agent::isOfApplication, true, true);
        // Those that can retransform come last: JaCoCo, if it is there, sees the classes before us.
        instrumentation.addTransformer(ofApplication, true);
      }
      failure = null;
    } catch (Exception | LinkageError e) {
      failure = e.toString();
    }
  }

  private static String notLoaded() {
    try {
      Class<?> _ = Class.forName("dev.signalbox.check.runtime.Execution", false, null);
      return "it was loaded, but by another class loader than this class ("
          + Agent.class.getClassLoader()
          + "); tests must be on the class path that the JVM was started with";
    } catch (ClassNotFoundException e) {
      return "it was not loaded (-javaagent is missing)";
    }
  }

  /** Why the agent cannot work in this JVM, if it cannot. */
  public static Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** What instruments the classes of the application. */
  public static ProgramTransformer ofApplication() {
    ProgramTransformer t = ofApplication;
    if (t == null) {
      throw new IllegalStateException("the agent's argument is " + CHILD);
    }
    return t;
  }

  private static boolean isOfApplication(ClassLoader loader) {
    ClassLoader application = ClassLoader.getSystemClassLoader();
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l == application) {
        return true;
      }
    }
    return false;
  }

  /** From now on, the classes of these loaders are instrumented. */
  public static ProgramTransformer instrument(Predicate<ClassLoader> ofProgram) {
    return instrument(ofProgram, false);
  }

  /**
   * From now on, the classes of these loaders are instrumented.
   *
   * @param tellsAll whether a search has to know all that a step touches
   */
  public static ProgramTransformer instrument(Predicate<ClassLoader> ofProgram, boolean tellsAll) {
    Instrumentation i = instrumentation;
    if (i == null) {
      throw new IllegalStateException("no agent");
    }
    ProgramTransformer t = new ProgramTransformer(ofProgram, false, tellsAll);
    i.addTransformer(t);
    return t;
  }

  /** Ends what {@link #instrument} began, for classes that are loaded from now on. */
  public static void leave(ProgramTransformer t) {
    if (instrumentation != null) {
      instrumentation.removeTransformer(t);
    }
  }

  /** A class of its own: the runtime can be linked only after it has been defined. */
  private static final class PreparedRuntime {
    static void prepare() {
      Determinism.prepare();
    }
  }
}
