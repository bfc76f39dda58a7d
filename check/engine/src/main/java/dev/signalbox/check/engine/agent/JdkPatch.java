package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.JDK_HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.JDK_MEMORY;
import static dev.signalbox.check.engine.agent.RuntimeNames.STACK_TRACES;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The change that one class of the JDK needs: its thread operations, its clock, its monitors.
 *
 * <p>Monitors: a block first takes the model, which may wait, and then its native monitor, which is
 * then free. A synchronized method has its native monitor before any of its code runs, so whatever
 * it calls back is not preempted. Classes that wait on their monitor get the treatment of the
 * program's own classes, see {@link MonitorModel}.
 */
final class JdkPatch {
  /** Where classes are looked at. */
  static final Set<String> FOLDERS =
      Set.of(
          "java/lang",
          "java/lang/invoke",
          "java/time",
          "java/io",
          "java/security",
          "java/util",
          "java/util/concurrent",
          "java/util/concurrent/atomic",
          "java/util/concurrent/locks",
          "sun/nio/cs",
          "sun/util/locale/provider");

  /** In java.util all but what cannot call back; of the others only these. */
  private static final Pattern CONCERNED =
      Pattern.compile(
          "java/lang/(Thread|Thread\\$ThreadIdentifiers|ThreadBuilders|ThreadBuilders\\$BoundVirtualThread|Throwable|Runtime"
              + "|StringBuffer|ClassLoader|invoke/MethodHandleNatives)"
              + "|java/time/Clock(\\$.*)?"
              + "|java/io/(?!ObjectStreamClass|DeleteOnExit|File).*"
              + "|sun/nio/cs/Stream(De|En)coder"
              + "|java/security/SecureRandom"
              + "|sun/util/locale/provider/CalendarProviderImpl"
              + "|java/util/(?!Locale|ResourceBundle|ListResource|PropertyRes|TimeZone"
              + "|SimpleTimeZone|Properties|Currency|ServiceLoader|Formatter|Scanner"
              + "|JapaneseImperial|Jumbo).*");

  /** Waits on a monitor: blocks and methods are modelled, nothing native is left. */
  private static final Pattern MODELLED =
      Pattern.compile(
          "java/util/(Timer.*|TaskQueue|Observable|concurrent/TimeUnit)|java/io/Piped.*");

  private static final String UNSAFE = "jdk/internal/misc/Unsafe";
  private static final String LANG = "jdk/internal/access/JavaLangAccess";
  private static final String THREAD = "java/lang/Thread";
  private static final String POOL = "java/util/concurrent/ForkJoinPool";
  private static final String THROWABLE = "java/lang/Throwable";
  private static final String STATE = "Ljava/lang/Thread$State;";
  private static final String FRAMES = "[Ljava/lang/StackTraceElement;";

  /** Threads, and what they run: the {@code run} of these begins with a hook. */
  static final Set<String> THREADS =
      Set.of(
          THREAD,
          "java/lang/ThreadBuilders$BoundVirtualThread",
          "java/util/TimerThread",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/ForkJoinWorkerThread");

  private final Set<String> sites = new TreeSet<>();
  private final JdkAccesses accesses = new JdkAccesses();

  static boolean concerns(String name) {
    return CONCERNED.matcher(name).matches();
  }

  /** What was found and replaced, as {@code class.what}. */
  Set<String> sites() {
    return sites;
  }

  /** The patched class, or null if nothing in it has to change. */
  byte @Nullable [] apply(String name, byte[] bytes) {
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(bytes);
    int before = sites.size();
    boolean modelled = MODELLED.matcher(name).matches();
    ClassTransform transform =
        modelled
            ? MonitorModel.classTransform(new PlainCopy(format.parse(bytes)))
            : (builder, element) -> {
              if (element instanceof MethodModel m && isLinking(name, m)) {
                sites.add(name + "." + m.methodName().stringValue());
                builder.transformMethod(m, JdkPatch::linking);
              } else if (element instanceof MethodModel m
                  && m.code().isPresent()
                  && m.flags().has(AccessFlag.SYNCHRONIZED)
                  && !name.equals(THROWABLE)) {
                sites.add(name + ".synchronized");
                builder.transformMethod(m, JdkPatch::withoutPreemption);
              } else {
                builder.with(element);
              }
            };
    if (modelled) {
      sites.add(name + ".modelled");
    }
    byte[] out =
        format.transformClass(
            model,
            transform
                .andThen(
                    ClassTransform.transformingMethodBodies(
                        CodeTransform.ofStateful(() -> replaceInstructions(name, modelled))))
                .andThen(methodEntries(name)));
    return sites.size() == before ? null : out;
  }

  private static void withoutPreemption(
      java.lang.classfile.MethodBuilder builder, MethodElement element) {
    if (element instanceof CodeModel code) {
      boolean ofClass = code.parent().orElseThrow().flags().has(AccessFlag.STATIC);
      wrap(
          builder,
          code,
          b -> callWithMonitor(b, "enterMethod", ofClass),
          b -> callWithMonitor(b, "exitMethod", ofClass));
    } else {
      builder.with(element);
    }
  }

  /** What the JVM calls, in whichever thread comes first, to link call sites and load classes. */
  private static boolean isLinking(String name, MethodModel m) {
    String method = m.methodName().stringValue();
    return switch (name) {
      case "java/lang/invoke/MethodHandleNatives" ->
          method.equals("linkCallSite")
              || method.equals("linkDynamicConstant")
              || method.equals("linkMethod")
              || method.equals("linkMethodHandleConstant")
              || method.equals("findMethodHandleType");
      case "java/lang/ClassLoader" ->
          method.equals("loadClass")
              && m.methodType().equalsString("(Ljava/lang/String;)Ljava/lang/Class;");
      default -> false;
    };
  }

  private static void linking(java.lang.classfile.MethodBuilder builder, MethodElement element) {
    if (element instanceof CodeModel code) {
      wrap(
          builder,
          code,
          b -> b.invokestatic(JDK_HOOKS, "enterLinking", type("()V")),
          b -> b.invokestatic(JDK_HOOKS, "exitLinking", type("()V")));
    } else {
      builder.with(element);
    }
  }

  /** One call before the code of a method, another at each of its ends. */
  private static void wrap(
      java.lang.classfile.MethodBuilder builder,
      CodeModel code,
      Consumer<CodeBuilder> before,
      Consumer<CodeBuilder> after) {
    builder.withCode(
        b -> {
          Label start = b.newLabel();
          Label end = b.newLabel();
          before.accept(b);
          b.labelBinding(start);
          code.forEach(
              e -> {
                if (e instanceof ReturnInstruction) {
                  after.accept(b);
                }
                b.with(e);
              });
          b.labelBinding(end);
          after.accept(b);
          b.athrow();
          b.exceptionCatchAll(start, end, end);
        });
  }

  private static void callWithMonitor(CodeBuilder b, String hook, boolean ofClass) {
    if (ofClass) {
      b.aconst_null();
    } else {
      b.aload(0);
    }
    b.invokestatic(JDK_HOOKS, hook, type("(Ljava/lang/Object;)V"));
  }

  private CodeTransform replaceInstructions(String name, boolean modelled) {
    boolean concurrent = JdkAccesses.concerns(name);
    boolean wrapper = JdkAccesses.isSynchronizedWrapper(name);
    return (b, e) -> {
      if (concurrent && accesses.before(b, e)) {
        sites.add(name + ".memory");
      }
      if (wrapper && JdkAccesses.beforeWrapped(b, e)) {
        sites.add(name + ".wrapped");
      }
      switch (e) {
        case InvokeInstruction call -> replaceCall(name, b, call);
        case MonitorInstruction m when !modelled -> {
          sites.add(name + ".monitor");
          boolean enters = m.opcode() == Opcode.MONITORENTER;
          b.dup();
          b.invokestatic(JDK_HOOKS, enters ? "enter" : "exit", type("(Ljava/lang/Object;)V"));
          b.with(m);
        }
        case FieldInstruction f when readsCommonPool(f) -> {
          sites.add(name + "." + f.name().stringValue());
          b.with(f);
          b.invokestatic(
              JDK_HOOKS,
              "commonPool",
              type("(Ljava/util/concurrent/ForkJoinPool;)Ljava/util/concurrent/ForkJoinPool;"));
        }
        default -> b.with(e);
      }
    };
  }

  private static boolean readsCommonPool(FieldInstruction f) {
    return f.opcode() == Opcode.GETSTATIC
        && f.type().equalsString("Ljava/util/concurrent/ForkJoinPool;")
        && (f.name().equalsString("common") || f.name().equalsString("ASYNC_POOL"));
  }

  private void replaceCall(String name, CodeBuilder b, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String method = call.name().stringValue();
    switch (owner + "." + method) {
      case UNSAFE + ".park" -> hook(name, b, "park", "(L" + UNSAFE + ";ZJ)V");
      case UNSAFE + ".unpark" -> hook(name, b, "unpark", "(L" + UNSAFE + ";Ljava/lang/Object;)V");
      case "java/lang/System.nanoTime" -> hook(name, b, "nanoTime", "()J");
      case "java/lang/System.currentTimeMillis" -> hook(name, b, "currentTimeMillis", "()J");
      case "jdk/internal/misc/VM.getNanoTimeAdjustment" ->
          hook(name, b, "nanoTimeAdjustment", "(J)J");
      case "java/lang/Runtime.availableProcessors" ->
          hook(name, b, "availableProcessors", "(Ljava/lang/Runtime;)I");
      case THREAD + ".onSpinWait" -> hook(name, b, "spinWait", "()V");
      case LANG + ".currentCarrierThread" ->
          hook(name, b, "carrier", "(L" + LANG + ";)L" + THREAD + ";");
      case THREAD + ".start0" -> unless(name, b, call, "start", "(L" + THREAD + ";)Z", 1);
      case THREAD + ".yield0" -> unless(name, b, call, "yield", "()Z", 0);
      case THREAD + ".sleepNanos0" -> unless(name, b, call, "sleep", "(J)Z", 2);
      case THREAD + ".interrupt0" -> unless(name, b, call, "interrupt", "(L" + THREAD + ";)Z", 1);
      default -> b.with(call);
    }
  }

  private void hook(String name, CodeBuilder b, String hook, String descriptor) {
    sites.add(name + "." + hook);
    b.invokestatic(JDK_HOOKS, hook, type(descriptor));
  }

  /** The original call, unless the hook has done it. */
  private void unless(
      String name, CodeBuilder b, CodeElement call, String hook, String descriptor, int slots) {
    sites.add(name + "." + hook);
    Label done = b.newLabel();
    Label end = b.newLabel();
    switch (slots) {
      case 1 -> b.dup();
      case 2 -> b.dup2();
      default -> {}
    }
    b.invokestatic(JDK_HOOKS, hook, type(descriptor));
    b.ifne(done);
    b.with(call);
    b.goto_(end);
    b.labelBinding(done);
    switch (slots) {
      case 1 -> b.pop();
      case 2 -> b.pop2();
      default -> {}
    }
    b.labelBinding(end);
  }

  /** Methods that a hook may answer in whole. */
  private ClassTransform methodEntries(String name) {
    return (builder, element) -> {
      if (element instanceof MethodModel m) {
        String signature = name + "." + m.methodName().stringValue() + m.methodType().stringValue();
        switch (signature) {
          case THREAD + ".join(J)V" -> entry(builder, m, signature, Answers::join);
          case THREAD + ".alive()Z" -> entry(builder, m, signature, Answers::alive);
          case THREAD + ".getStackTrace()" + FRAMES ->
              entry(builder, m, signature, Answers::stackTrace);
          case THROWABLE + ".getOurStackTrace()" + FRAMES -> trimmed(builder, m, signature);
          case "java/lang/ThreadBuilders.newVirtualThread(Ljava/util/concurrent/Executor;"
                  + "Ljava/lang/String;ILjava/lang/Runnable;)Ljava/lang/Thread;" ->
              entry(builder, m, signature, Answers::virtualThread);
          case THREAD + ".isInterrupted()Z", THREAD + ".getAndClearInterrupt()Z" ->
              entry(
                  builder,
                  m,
                  signature,
                  b ->
                      b.aload(0)
                          .invokestatic(JDK_HOOKS, "seeInterrupt", type("(L" + THREAD + ";)V")));
          case THREAD + "$ThreadIdentifiers.next()J" ->
              entry(builder, m, signature, Answers::threadId);
          case POOL
                  + "$WorkQueue.push(Ljava/util/concurrent/ForkJoinTask;"
                  + "Ljava/util/concurrent/ForkJoinPool;Z)V" ->
              entry(builder, m, signature, b -> memory(b.aload(1), "handOver"));
          case "java/util/concurrent/ForkJoinTask.doExec()V" ->
              around(builder, m, signature, b -> memory(b.aload(0), "see"), b -> memory(b, "end"));
          case THREAD + ".threadState()" + STATE -> entry(builder, m, signature, Answers::state);
          case "java/util/concurrent/ForkJoinTask.awaitDone(ZJ)I" ->
              around(builder, m, signature, b -> {}, b -> memory(b.aload(0), "see"));
          case POOL + ".isQuiescent()Z",
              POOL + ".isTerminated()Z",
              POOL + ".awaitTermination(JLjava/util/concurrent/TimeUnit;)Z",
              POOL + ".awaitQuiescence(JLjava/util/concurrent/TimeUnit;)Z",
              POOL + ".helpQuiescePool(Ljava/util/concurrent/ForkJoinPool;JZ)I",
              POOL + ".close()V" ->
              around(builder, m, signature, b -> {}, b -> memory(b, "quiet"));
          case "java/security/SecureRandom.nextBytes([B)V" ->
              entry(builder, m, signature, Answers::randomBytes);
          case "java/lang/Runtime.exit(I)V", "java/lang/Runtime.halt(I)V" ->
              entry(
                  builder,
                  m,
                  signature,
                  b -> b.iload(1).invokestatic(JDK_HOOKS, "terminate", type("(I)V")));
          default -> {
            if (m.methodName().equalsString("run")
                && m.methodType().equalsString("()V")
                && THREADS.contains(name)) {
              entry(builder, m, signature, Answers::runThread);
            } else {
              builder.with(element);
            }
          }
        }
      } else {
        builder.with(element);
      }
    };
  }

  private void entry(
      java.lang.classfile.ClassBuilder builder,
      MethodModel m,
      String signature,
      Consumer<CodeBuilder> prologue) {
    sites.add(signature.substring(0, signature.indexOf('(')));
    builder.transformMethod(
        m,
        java.lang.classfile.MethodTransform.transformingCode(
            new CodeTransform() {
              @Override
              public void atStart(CodeBuilder b) {
                prologue.accept(b);
              }

              @Override
              public void accept(CodeBuilder b, CodeElement e) {
                b.with(e);
              }
            }));
  }

  /** A method that returns a stack trace. */
  private void trimmed(java.lang.classfile.ClassBuilder builder, MethodModel m, String signature) {
    sites.add(signature.substring(0, signature.indexOf('(')));
    builder.transformMethod(
        m,
        java.lang.classfile.MethodTransform.transformingCode(
            (b, e) -> {
              if (e instanceof ReturnInstruction) {
                b.invokestatic(STACK_TRACES, "trim", type("(" + FRAMES + ")" + FRAMES));
              }
              b.with(e);
            }));
  }

  private void around(
      java.lang.classfile.ClassBuilder builder,
      MethodModel m,
      String signature,
      Consumer<CodeBuilder> before,
      Consumer<CodeBuilder> after) {
    sites.add(signature.substring(0, signature.indexOf('(')));
    builder.transformMethod(
        m,
        (method, e) -> {
          if (e instanceof CodeModel code) {
            wrap(method, code, before, after);
          } else {
            method.with(e);
          }
        });
  }

  private static void memory(CodeBuilder b, String hook) {
    boolean ofTask = hook.equals("handOver") || hook.equals("see");
    b.invokestatic(JDK_MEMORY, hook, type(ofTask ? "(Ljava/lang/Object;)V" : "()V"));
  }
}
