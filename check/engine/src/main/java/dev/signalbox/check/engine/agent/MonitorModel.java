package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Replaces monitors by their model: blocks, synchronized methods, wait and notify. */
final class MonitorModel {
  private static final int NO_SITE = 0;

  private MonitorModel() {}

  /** For a class of which nothing but its monitors changes, and those only under control. */
  static ClassTransform classTransform(PlainCopy plain) {
    return (builder, element) -> {
      if (element instanceof MethodModel m && m.code().isPresent()) {
        ClassDesc owner = m.parent().map(ClassModel::thisClass).orElseThrow().asSymbol();
        builder.withMethod(
            m.methodName(),
            m.methodType(),
            m.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED,
            mb ->
                m.forEach(
                    e -> {
                      if (e instanceof CodeModel code) {
                        mb.withCode(
                            b -> {
                              plain.addTo(b, m, _ -> {}, CodeBuilder::with);
                              body(b, m, owner, code, NO_SITE, MonitorModel::replaceOrKeep);
                            });
                      } else if (!(e instanceof java.lang.classfile.AccessFlags)) {
                        mb.with(e);
                      }
                    }));
      } else {
        builder.with(element);
      }
    };
  }

  private static void replaceOrKeep(CodeBuilder b, CodeElement e) {
    if (!replace(b, e, NO_SITE)) {
      b.with(e);
    }
  }

  /** The code of a method, inside the model of its monitor if it is synchronized. */
  static void body(
      CodeBuilder b,
      MethodModel m,
      ClassDesc owner,
      Iterable<CodeElement> code,
      int site,
      BiConsumer<CodeBuilder, CodeElement> each) {
    if (!m.flags().has(AccessFlag.SYNCHRONIZED)) {
      code.forEach(e -> each.accept(b, e));
      return;
    }
    @Nullable ClassDesc ofClass = m.flags().has(AccessFlag.STATIC) ? owner : null;
    Label start = b.newLabel();
    Label end = b.newLabel();
    loadMonitor(b, ofClass);
    b.loadConstant(site);
    b.invokestatic(HOOKS, "enter", type("(Ljava/lang/Object;I)V"));
    b.labelBinding(start);
    code.forEach(
        e -> {
          if (e instanceof ReturnInstruction) {
            loadMonitor(b, ofClass);
            b.invokestatic(HOOKS, "exit", type("(Ljava/lang/Object;)V"));
          }
          each.accept(b, e);
        });
    b.labelBinding(end);
    loadMonitor(b, ofClass);
    b.invokestatic(HOOKS, "exit", type("(Ljava/lang/Object;)V"));
    b.athrow();
    b.exceptionCatchAll(start, end, end);
  }

  private static void loadMonitor(CodeBuilder b, @Nullable ClassDesc ofClass) {
    if (ofClass != null) {
      b.loadConstant(ofClass);
    } else {
      b.aload(0);
    }
  }

  /** Replaces a monitor instruction, or a call of wait or notify; false if it is none. */
  static boolean replace(CodeBuilder b, CodeElement e, int site) {
    if (e instanceof MonitorInstruction m) {
      if (m.opcode() == Opcode.MONITORENTER) {
        b.loadConstant(site);
        b.invokestatic(HOOKS, "enter", type("(Ljava/lang/Object;I)V"));
      } else {
        b.invokestatic(HOOKS, "exit", type("(Ljava/lang/Object;)V"));
      }
      return true;
    }
    String hook = e instanceof InvokeInstruction call ? hookOf(call) : null;
    if (hook == null || !(e instanceof InvokeInstruction call)) {
      return false;
    }
    b.loadConstant(site);
    b.invokestatic(
        HOOKS,
        hook,
        type("(Ljava/lang/Object;" + call.type().stringValue().replaceAll("[()V]", "") + "I)V"));
    return true;
  }

  /** The hook for a call of {@code wait} or {@code notify}, or null for any other call. */
  static @Nullable String hookOf(InvokeInstruction call) {
    String signature = call.name().stringValue() + call.type().stringValue();
    return switch (signature) {
      case "wait()V", "wait(J)V", "wait(JI)V" -> "await";
      case "notify()V" -> "signal";
      case "notifyAll()V" -> "signalAll";
      default -> null;
    };
  }
}
