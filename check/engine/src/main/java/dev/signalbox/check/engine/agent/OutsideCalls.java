package dev.signalbox.check.engine.agent;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Which calls into the JDK a search has to hear of that must know all that a step touches: beside
 * those with a scheduling point, every one that is not known to touch nothing that changes.
 */
final class OutsideCalls {
  /** Their objects do not change, and their static methods look at nothing else. */
  private static final Set<String> UNCHANGING =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Class",
          "java/lang/Double",
          "java/lang/Enum",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Math",
          "java/lang/Record",
          "java/lang/Short",
          "java/lang/StrictMath",
          "java/lang/String",
          "java/lang/Void",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/time/Duration",
          "java/time/Instant",
          "java/util/Objects",
          "java/util/UUID",
          "java/util/concurrent/TimeUnit");

  /** Static methods of classes that have others too. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java/lang/Object.getClass",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.exit",
          "java/lang/System.getProperty",
          "java/lang/System.identityHashCode",
          "java/lang/System.lineSeparator",
          "java/lang/System.nanoTime",
          "java/lang/Thread.currentThread",
          "java/lang/Thread.holdsLock",
          "java/lang/Thread.ofPlatform",
          "java/lang/Thread.ofVirtual",
          "java/util/Collections.emptyList",
          "java/util/Collections.emptyMap",
          "java/util/Collections.emptySet",
          "java/util/List.of",
          "java/util/Map.entry",
          "java/util/Map.of",
          "java/util/Optional.empty",
          "java/util/Optional.of",
          "java/util/Optional.ofNullable",
          "java/util/Set.of",
          "java/util/concurrent/locks/LockSupport.unpark",
          "java/util/concurrent/locks/LockSupport.park",
          "java/util/concurrent/locks/LockSupport.parkNanos");

  /** As the type of an argument: is kept, or called, but not looked into. */
  private static final Set<String> KEPT =
      Set.of(
          "Ljava/lang/Class;",
          "Ljava/lang/Runnable;",
          "Ljava/lang/String;",
          "Ljava/lang/Thread;",
          "Ljava/lang/ThreadGroup;",
          "Ljava/lang/Thread$UncaughtExceptionHandler;",
          "Ljava/lang/Throwable;",
          "Ljava/time/Duration;",
          "Ljava/util/Comparator;",
          "Ljava/util/concurrent/Callable;",
          "Ljava/util/concurrent/TimeUnit;");

  /** Whether a call that has no scheduling point must be told. */
  boolean concerns(String owner, String name, InvokeInstruction call) {
    if (!owner.startsWith("java") && !owner.startsWith("jdk/")) {
      return false;
    }
    if (HARMLESS.contains(owner + "." + name)) {
      return false;
    }
    return !UNCHANGING.contains(owner) || lead(name, call);
  }

  /** Whether the arguments may lead to objects other than the receiver. */
  boolean lead(String name, InvokeInstruction call) {
    // Elements are kept and compared; what is printed or formatted is looked into.
    return name.equals("printStackTrace")
        || (!name.equals("requireNonNull")
            && leads(call.typeSymbol(), prints(call.owner().asInternalName(), name)));
  }

  private static boolean prints(String owner, String name) {
    return name.startsWith("print")
        || name.equals("append")
        || name.equals("insert")
        || (owner.equals("java/lang/String") && !name.equals("equals"))
        || (owner.equals("java/util/Objects"));
  }

  /** Whether the text of something that changes goes into a string, or another object's. */
  boolean concerns(InvokeDynamicInstruction i) {
    String bootstrap = i.bootstrapMethod().owner().descriptorString();
    return switch (bootstrap) {
      case "Ljava/lang/invoke/LambdaMetafactory;", "Ljava/lang/runtime/SwitchBootstraps;" -> false;
      case "Ljava/lang/invoke/StringConcatFactory;" -> leads(i.typeSymbol(), true);
      default -> true;
    };
  }

  private static boolean leads(MethodTypeDesc type, boolean printed) {
    for (ClassDesc p : type.parameterList()) {
      String d = p.descriptorString();
      boolean harmless =
          p.isPrimitive()
              || KEPT.contains(d)
              || d.startsWith("Ljava/util/function/")
              || (d.equals("Ljava/lang/Object;") && !printed)
              || (printed && UNCHANGING.contains(d.substring(1, d.length() - 1)) && isValue(d))
              || (d.startsWith("L")
                  && MethodInstrumenter.isProgram(d.substring(1, d.length() - 1)));
      if (!harmless) {
        return true;
      }
    }
    return false;
  }

  private static boolean isValue(String descriptor) {
    return !descriptor.equals("Ljava/lang/Object;") && !descriptor.equals("Ljava/lang/Record;");
  }
}
