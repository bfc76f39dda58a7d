package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.JDK_HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import dev.signalbox.check.runtime.Sites;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;

/** Puts hooks into the code of one method; accepts its elements in order. */
final class MethodInstrumenter {
  private static final SharedCalls CALLS = new SharedCalls();
  private static final OutsideCalls OUTSIDE = new OutsideCalls();

  /** Calls that are replaced by others, or followed by a hook. */
  private static final Set<String> REPLACED =
      Set.of(
          "java/lang/Thread.holdsLock",
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/Runtime.availableProcessors",
          "java/lang/Class.forName",
          "java/lang/Math.random",
          "java/util/UUID.randomUUID");

  private final ClassModel model;
  private final String className;
  private final String method;
  private final String file;
  private final Ancestry ancestry;
  private final ClassNumbers numbers;
  private final MethodReferences references;

  private int line;

  /** In a constructor, while {@code this} must not be touched: until super(...) returned. */
  private boolean beforeSuper;

  private int pendingNew;

  /** Behind the method's own locals. */
  private final int firstFreeLocal;

  private final Naming naming = new Naming();
  private final Probes probes = new Probes();

  MethodInstrumenter(
      ClassModel model,
      MethodModel m,
      String file,
      Ancestry ancestry,
      ClassNumbers numbers,
      MethodReferences references) {
    this(model, m.methodName().stringValue(), file, locals(m), ancestry, numbers, references);
    this.beforeSuper = method.equals("<init>");
    naming.localsOf(m.code().orElseThrow());
  }

  private static int locals(MethodModel m) {
    return m.code().orElseThrow() instanceof CodeAttribute a ? a.maxLocals() : 0;
  }

  /**
   * @param locals how many local variables the method has
   */
  MethodInstrumenter(
      ClassModel model,
      String method,
      String file,
      int locals,
      Ancestry ancestry,
      ClassNumbers numbers,
      MethodReferences references) {
    this.model = model;
    this.className = model.thisClass().asInternalName().replace('/', '.');
    this.method = method;
    this.file = file;
    this.firstFreeLocal = locals;
    this.ancestry = ancestry;
    this.numbers = numbers;
    this.references = references;
  }

  int siteOfMethod(Iterable<CodeElement> code) {
    for (CodeElement e : code) {
      if (e instanceof LineNumber n) {
        line = n.line();
        break;
      }
    }
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return site(Sites.ENTER, simple, Sites.NO_EFFECT);
  }

  void accept(CodeBuilder b, CodeElement e) {
    switch (e) {
      case LineNumber n -> {
        line = n.line();
        b.with(n);
      }
      case FieldInstruction f -> field(b, f);
      case ArrayLoadInstruction a -> {
        b.dup2();
        b.loadConstant(site(Sites.ARRAY_READ, naming.arrayName(false), Sites.READS));
        b.invokestatic(HOOKS, "readElement", type("(Ljava/lang/Object;II)V"));
        b.with(a);
      }
      case ArrayStoreInstruction a when probes.isProbe(a) -> b.with(a);
      case ArrayStoreInstruction a -> arrayStore(b, a);
      case MonitorInstruction m ->
          MonitorModel.replace(
              b,
              m,
              m.opcode() == Opcode.MONITORENTER
                  ? site(Sites.ENTER, naming.lockName(), Sites.NO_EFFECT)
                  : 0);
      case InvokeInstruction call -> invoke(b, call);
      case InvokeDynamicInstruction i -> {
        int site = references.tellsAll() && OUTSIDE.concerns(i) ? siteOutside("", "indy") : 0;
        outside(b, site);
        references.redirect(b, i, method, line);
        inside(b, site);
      }
      case NewObjectInstruction n -> {
        pendingNew++;
        b.with(n);
      }
      default -> b.with(e);
    }
    naming.saw(e);
    probes.saw(e);
  }

  private int site(int kind, String member, int effect) {
    return site(kind, "", member, 0, effect);
  }

  private int site(int kind, String owner, String member, int location, int effect) {
    return Sites.add(
        new Sites.Site(className, method, file, line, kind, owner.replace('/', '.'), member),
        location,
        effect);
  }

  // ---- fields

  private void field(CodeBuilder b, FieldInstruction f) {
    String name = f.name().stringValue();
    String owner = ancestry.declaring(f.owner().asInternalName(), name);
    boolean isStatic = f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC;
    boolean reads = f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.GETFIELD;
    if (isStatic && !owner.equals(model.thisClass().asInternalName()) && isProgram(owner)) {
      // A class of another package may not be accessible by its own name.
      String named =
          packageOf(owner).equals(packageOf(className.replace('.', '/')))
              ? owner
              : f.owner().asInternalName();
      initialize(b, ClassDesc.ofInternalName(named), numbers.of(named));
    }
    if (!isProgram(owner) || beforeSuper || isUnshared(owner, name)) {
      b.with(f);
      return;
    }
    int site =
        site(
            reads ? Sites.FIELD_READ : Sites.FIELD_WRITE,
            owner,
            simpleName(owner) + "." + name,
            Sites.location(owner + "." + name),
            effect(owner, name, reads));
    if (isStatic) {
      b.aconst_null();
    } else if (reads) {
      b.dup();
    } else if (TypeKind.from(f.typeSymbol()).slotSize() == 1) {
      b.dup2().pop();
    } else {
      b.dup2_x1().pop2().dup_x2();
    }
    b.loadConstant(site);
    b.invokestatic(HOOKS, reads ? "read" : "write", type("(Ljava/lang/Object;I)V"));
    b.with(f);
  }

  /** Fields that no interleaving can change: final ones, and those that javac made. */
  private boolean isUnshared(String owner, String name) {
    if (name.equals("$assertionsDisabled") || name.startsWith("$SwitchMap$")) {
      return true;
    }
    return ancestry.has(AccessFlag.FINAL, owner, name);
  }

  private int effect(String owner, String name, boolean reads) {
    if (ancestry.has(AccessFlag.VOLATILE, owner, name)) {
      return reads ? Sites.ACQUIRES : Sites.PUBLISHES;
    }
    return reads ? Sites.READS : Sites.WRITES;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  private static String simpleName(String internalName) {
    String s = internalName.substring(internalName.lastIndexOf('/') + 1);
    return s.substring(s.lastIndexOf('$') + 1);
  }

  static boolean isProgram(String owner) {
    return !owner.startsWith("java/")
        && !owner.startsWith("javax/")
        && !owner.startsWith("jdk/")
        && !owner.startsWith("sun/")
        && !owner.startsWith("[");
  }

  void initialize(CodeBuilder b, ClassDesc c, int id) {
    b.loadConstant(c);
    b.loadConstant(id);
    b.invokestatic(HOOKS, "initialize", type("(Ljava/lang/Class;I)V"));
  }

  // ---- arrays

  private void arrayStore(CodeBuilder b, ArrayStoreInstruction a) {
    if (a.typeKind().slotSize() == 1) {
      b.dup_x2().pop().dup2_x1();
    } else {
      b.dup2_x2().pop2().dup2_x2();
    }
    b.loadConstant(site(Sites.ARRAY_WRITE, naming.arrayName(true), Sites.WRITES));
    b.invokestatic(HOOKS, "writeElement", type("(Ljava/lang/Object;II)V"));
    b.with(a);
  }

  // ---- calls

  /** Whether a hook goes into the place of this call, or beside it. */
  static boolean needsHook(InvokeInstruction call, Ancestry ancestry, boolean tellsAll) {
    boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
    String owner = declaring(call, ancestry);
    String name = call.name().stringValue();
    return (!isStatic && MonitorModel.hookOf(call) != null)
        || REPLACED.contains(owner + "." + name)
        || CALLS.concerns(owner, name, isStatic)
        || (tellsAll && OUTSIDE.concerns(owner, name, call));
  }

  private static String declaring(InvokeInstruction call, Ancestry ancestry) {
    return ancestry.declaring(
        call.owner().asInternalName(), call.name().stringValue() + call.type().stringValue());
  }

  /** A call that stands by itself in that line. */
  void call(CodeBuilder b, InvokeInstruction call, int inLine) {
    line = inLine;
    invoke(b, call);
  }

  private void invoke(CodeBuilder b, InvokeInstruction call) {
    String name = call.name().stringValue();
    if (name.equals("<init>")) {
      if (pendingNew > 0) {
        pendingNew--;
      } else {
        beforeSuper = false;
      }
      construct(b, call);
      return;
    }
    String monitorHook = call.opcode() == Opcode.INVOKESTATIC ? null : MonitorModel.hookOf(call);
    if (monitorHook != null) {
      int kind = monitorHook.equals("await") ? Sites.WAIT : Sites.NOTIFY;
      MonitorModel.replace(b, call, site(kind, name, Sites.NO_EFFECT));
      return;
    }
    String owner = declaring(call, ancestry);
    switch (owner + "." + name) {
      case "java/lang/Thread.holdsLock" ->
          b.invokestatic(HOOKS, "holdsLock", type("(Ljava/lang/Object;)Z"));
      case "java/lang/System.nanoTime", "java/lang/System.currentTimeMillis" ->
          b.invokestatic(JDK_HOOKS, name, type("()J"));
      case "java/lang/Runtime.availableProcessors" ->
          b.invokestatic(JDK_HOOKS, name, type("(Ljava/lang/Runtime;)I"));
      case "java/lang/Class.forName" -> {
        b.with(call);
        if (call.typeSymbol().parameterCount() == 1) {
          b.dup();
          b.invokestatic(HOOKS, "initialize", type("(Ljava/lang/Class;)V"));
        }
      }
      case "java/lang/Math.random" -> b.invokestatic(JDK_HOOKS, "random", type("()D"));
      case "java/util/UUID.randomUUID" ->
          b.invokestatic(JDK_HOOKS, "randomUuid", type("()Ljava/util/UUID;"));
      default -> {
        if (CALLS.concerns(owner, name, call.opcode() == Opcode.INVOKESTATIC)) {
          sharedCall(b, call, owner, name);
        } else if (references.tellsAll() && OUTSIDE.concerns(owner, name, call)) {
          outsideCall(b, call, owner, name);
        } else {
          b.with(call);
        }
      }
    }
  }

  /** A scheduling point before the call, with the receiver, which lies below the arguments. */
  private void sharedCall(CodeBuilder b, InvokeInstruction call, String owner, String name) {
    int site =
        site(
            CALLS.kind(owner, name),
            owner,
            naming.receiverName(call) + "\0" + simpleName(owner) + "." + name,
            0,
            CallEffects.of(owner, name));
    String hook = hook(call, owner);
    if (hook.equals("fence")) {
      b.loadConstant(site);
      b.invokestatic(HOOKS, hook, type("(I)V"));
    } else {
      before(b, call, hook, site);
    }
    boolean leads = references.tellsAll() && OUTSIDE.lead(name, call);
    int beyond = leads ? siteOutside(owner, name) : 0;
    outside(b, beyond);
    b.with(call);
    inside(b, beyond);
    if (references.tellsAll()) {
      inside(b, site);
    }
    returned(b, call, site);
  }

  private String hook(InvokeInstruction call, String owner) {
    boolean handle = owner.equals("java/lang/invoke/VarHandle");
    if (call.opcode() == Opcode.INVOKESTATIC) {
      return handle ? "fence" : "call";
    }
    if (beforeSuper) {
      return "call";
    }
    return handle ? "handle" : CALLS.isPoint(owner) ? "call" : "use";
  }

  /** A hook that gets the receiver, or null if there is none. */
  private void before(CodeBuilder b, InvokeInstruction call, String hook, int site) {
    MethodTypeDesc hookType = type("(Ljava/lang/Object;I)V");
    if (call.opcode() == Opcode.INVOKESTATIC || beforeSuper) {
      b.aconst_null();
      b.loadConstant(site);
      b.invokestatic(HOOKS, hook, hookType);
      return;
    }
    List<ClassDesc> arguments = call.typeSymbol().parameterList();
    int[] locals = new int[arguments.size()];
    int free = firstFreeLocal;
    for (int i = arguments.size() - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(arguments.get(i));
      locals[i] = free;
      b.storeLocal(kind, free);
      free += kind.slotSize();
    }
    b.dup();
    if (hook.equals("handle")) {
      Coordinates.load(b, arguments, locals);
      hookType = type("(Ljava/lang/invoke/VarHandle;Ljava/lang/Object;II)V");
    }
    b.loadConstant(site);
    b.invokestatic(HOOKS, hook, hookType);
    for (int i = 0; i < locals.length; i++) {
      b.loadLocal(TypeKind.from(arguments.get(i)), locals[i]);
    }
  }

  // ---- calls that a search must be told of

  private int siteOutside(String owner, String name) {
    return site(Sites.OUTSIDE, owner, "\0" + simpleName(owner) + "." + name, 0, Sites.NO_EFFECT);
  }

  private void outsideCall(CodeBuilder b, InvokeInstruction call, String owner, String name) {
    int site = siteOutside(owner, name);
    if (OUTSIDE.lead(name, call)) {
      outside(b, site);
    } else {
      before(b, call, "outside", site);
    }
    b.with(call);
    inside(b, site);
  }

  private void construct(CodeBuilder b, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    boolean concerned =
        references.tellsAll()
            && !isProgram(owner)
            && (owner.equals("java/lang/Thread") || OUTSIDE.lead("<init>", call));
    int site = concerned ? siteOutside(owner, "<init>") : 0;
    outside(b, site);
    b.with(call);
    inside(b, site);
  }

  /** With no receiver to go by; nothing if {@code site} is 0. */
  private static void outside(CodeBuilder b, int site) {
    if (site != 0) {
      b.aconst_null();
      b.loadConstant(site);
      b.invokestatic(HOOKS, "outside", type("(Ljava/lang/Object;I)V"));
    }
  }

  private static void inside(CodeBuilder b, int site) {
    if (site != 0) {
      b.loadConstant(site);
      b.invokestatic(HOOKS, "inside", type("(I)V"));
    }
  }

  private static void returned(CodeBuilder b, InvokeInstruction call, int site) {
    String t = call.typeSymbol().returnType().descriptorString();
    switch (t.charAt(0)) {
      case 'V', 'F', 'D' -> {}
      case 'J' -> {
        b.dup2();
        b.loadConstant(site);
        b.invokestatic(HOOKS, "returned", type("(JI)V"));
      }
      case 'Z' -> {
        b.dup();
        b.loadConstant(site);
        b.invokestatic(HOOKS, "returnedBoolean", type("(II)V"));
      }
      case 'L', '[' -> {
        b.dup();
        b.loadConstant(site);
        b.invokestatic(HOOKS, "returned", type("(Ljava/lang/Object;I)V"));
      }
      default -> {
        b.dup();
        b.loadConstant(site);
        b.invokestatic(HOOKS, "returned", type("(II)V"));
      }
    }
  }
}
