package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.JDK_MEMORY;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import dev.signalbox.check.runtime.Sites;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;

/**
 * Puts a hook before each access by which java.util.concurrent orders memory: volatile fields, and
 * calls of Unsafe and VarHandle.
 */
final class JdkAccesses {
  private static final String UNSAFE = "jdk/internal/misc/Unsafe";
  private static final String SKIP_LIST = "java/util/concurrent/ConcurrentSkipListMap$";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private final Ancestry ancestry = new Ancestry(ClassLoader.getSystemClassLoader());

  static boolean concerns(String className) {
    return className.startsWith("java/util/concurrent/")
        && !className.startsWith("java/util/concurrent/ForkJoinPool");
  }

  /** Their methods hold a monitor when they call the collection that they wrap. */
  static boolean isSynchronizedWrapper(String className) {
    return className.startsWith("java/util/Collections$Synchronized");
  }

  /** Adds the hook before a call of the wrapped collection; false if {@code e} is none. */
  static boolean beforeWrapped(CodeBuilder b, CodeElement e) {
    if (!(e instanceof InvokeInstruction call)
        || call.opcode() != Opcode.INVOKEINTERFACE
        || !call.owner().asInternalName().startsWith("java/util/")) {
      return false;
    }
    int effect = CallEffects.of(call.owner().asInternalName(), call.name().stringValue());
    if (effect == Sites.NO_EFFECT) {
      return false;
    }
    List<ClassDesc> arguments = call.typeSymbol().parameterList();
    int[] locals = store(b, arguments);
    b.dup();
    b.loadConstant(effect);
    b.invokestatic(JDK_MEMORY, "use", type("(Ljava/lang/Object;I)V"));
    load(b, arguments, locals);
    return true;
  }

  /** Adds the hook before {@code e}, which is still to be added; false if it needs none. */
  boolean before(CodeBuilder b, CodeElement e) {
    return switch (e) {
      case FieldInstruction f -> field(b, f);
      case InvokeInstruction call -> call(b, call);
      default -> false;
    };
  }

  private boolean field(CodeBuilder b, FieldInstruction f) {
    boolean reads = f.opcode() == Opcode.GETFIELD;
    if (!reads && f.opcode() != Opcode.PUTFIELD) {
      return false;
    }
    String owner = f.owner().asInternalName();
    boolean volatiles = ancestry.has(AccessFlag.VOLATILE, owner, f.name().stringValue());
    // A skip list reads its nodes plainly, after a fence.
    if (!volatiles && !(reads && owner.startsWith(SKIP_LIST))) {
      return false;
    }
    if (reads) {
      b.dup();
    } else if (TypeKind.from(f.typeSymbol()).slotSize() == 1) {
      b.dup2().pop();
    } else {
      b.dup2_x1().pop2().dup_x2();
    }
    b.invokestatic(JDK_MEMORY, reads ? "read" : "write", type("(Ljava/lang/Object;)V"));
    return true;
  }

  private static boolean call(CodeBuilder b, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    boolean unsafe = owner.equals(UNSAFE);
    if (!unsafe && !owner.equals(VAR_HANDLE)) {
      return false;
    }
    int effect = unsafe ? CallEffects.ofUnsafe(name) : CallEffects.ofHandle(name);
    if (effect < Sites.ACQUIRES) {
      return false; // plain
    }
    List<ClassDesc> arguments = call.typeSymbol().parameterList();
    if (arguments.isEmpty()) {
      b.loadConstant(effect);
      b.invokestatic(JDK_MEMORY, "fence", type("(I)V"));
      return true;
    }
    int[] locals = store(b, arguments);
    b.aload(locals[0]);
    if (unsafe) {
      b.lload(locals[1]);
      b.loadConstant(effect);
      b.invokestatic(JDK_MEMORY, "unsafe", type("(Ljava/lang/Object;JI)V"));
    } else if (arguments.getFirst().isArray()) {
      b.iload(locals[1]);
      b.loadConstant(effect);
      b.invokestatic(JDK_MEMORY, "element", type("(Ljava/lang/Object;II)V"));
    } else {
      b.loadConstant(effect);
      b.invokestatic(JDK_MEMORY, "field", type("(Ljava/lang/Object;I)V"));
    }
    load(b, arguments, locals);
    return true;
  }

  /** Takes the arguments from the stack into new local variables. */
  private static int[] store(CodeBuilder b, List<ClassDesc> arguments) {
    int[] locals = new int[arguments.size()];
    for (int i = locals.length - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(arguments.get(i));
      locals[i] = b.allocateLocal(kind);
      b.storeLocal(kind, locals[i]);
    }
    return locals;
  }

  private static void load(CodeBuilder b, List<ClassDesc> arguments, int[] locals) {
    for (int i = 0; i < locals.length; i++) {
      b.loadLocal(TypeKind.from(arguments.get(i)), locals[i]);
    }
  }
}
