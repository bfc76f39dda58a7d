package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import java.lang.classfile.Attribute;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The code of a class as it was, in front of what is instrumented: for threads that are not
 * controlled, which must not notice the checker. A model of the class of its own, because each copy
 * needs its own labels.
 */
final class PlainCopy {
  private final ClassDesc self;
  private final Map<String, MethodModel> methods = new HashMap<>();

  PlainCopy(ClassModel model) {
    self = model.thisClass().asSymbol();
    model.methods().forEach(m -> methods.put(key(m), m));
  }

  private static String key(MethodModel m) {
    return m.methodName().stringValue() + m.methodType().stringValue();
  }

  /**
   * The plain code of {@code m}; what {@code b} gets after that is for controlled threads.
   *
   * @param before is added in front of the code
   * @param each adds an element of the code
   */
  void addTo(
      CodeBuilder b,
      MethodModel m,
      Consumer<CodeBuilder> before,
      BiConsumer<CodeBuilder, CodeElement> each) {
    CodeModel code = Objects.requireNonNull(methods.get(key(m))).code().orElseThrow();
    Label controlled = b.newLabel();
    b.invokestatic(HOOKS, "isControlled", type("()Z"));
    b.ifne(controlled);
    before.accept(b);
    if (m.flags().has(AccessFlag.SYNCHRONIZED)) {
      addLocked(b, m, code, each);
    } else {
      code.forEach(e -> add(b, e, each));
    }
    b.labelBinding(controlled);
  }

  private static void add(CodeBuilder b, CodeElement e, BiConsumer<CodeBuilder, CodeElement> each) {
    if (!(e instanceof Attribute<?>)) { // there may be one of a kind, and the other copy has it
      each.accept(b, e);
    }
  }

  /** The method has lost its flag, so that it does not lock where it is instrumented. */
  private void addLocked(
      CodeBuilder b, MethodModel m, CodeModel code, BiConsumer<CodeBuilder, CodeElement> each) {
    int lock = code instanceof CodeAttribute a ? a.maxLocals() : 0;
    if (m.flags().has(AccessFlag.STATIC)) {
      b.loadConstant(self);
    } else {
      b.aload(0);
    }
    b.dup();
    b.astore(lock);
    b.monitorenter();
    Label handler = b.newLabel();
    Label[] locked = {b.newBoundLabel()};
    code.forEach(
        e -> {
          if (e instanceof ReturnInstruction) {
            b.aload(lock);
            b.monitorexit();
            b.exceptionCatchAll(locked[0], b.newBoundLabel(), handler);
          }
          add(b, e, each);
          if (e instanceof ReturnInstruction) {
            locked[0] = b.newBoundLabel();
          }
        });
    b.labelBinding(handler);
    b.aload(lock);
    b.monitorexit();
    b.exceptionCatchAll(locked[0], b.newBoundLabel(), handler);
    b.athrow();
  }
}
