package dev.signalbox.check.engine.agent;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * References to methods that need a hook, such as {@code latch::countDown}. The JVM would call the
 * method from a class of its own making; so they are led through a method of the program's class,
 * which has the call in it and is instrumented like any other.
 */
final class MethodReferences {
  private static final ClassDesc METAFACTORY = ClassDesc.of("java.lang.invoke.LambdaMetafactory");

  /** Among the arguments of the metafactory. */
  private static final int IMPLEMENTATION = 1;

  private final ClassModel model;
  private final Ancestry ancestry;
  private final boolean tellsAll;
  private final List<Reference> led = new ArrayList<>();

  private record Reference(
      String name, MethodTypeDesc type, InvokeInstruction call, String method, int line) {}

  /** Makes what instruments the code of a method: name and number of local variables. */
  @FunctionalInterface
  interface Instrumenters {
    MethodInstrumenter of(String method, int locals);
  }

  /**
   * @param tellsAll see {@link ProgramTransformer}
   */
  MethodReferences(ClassModel model, Ancestry ancestry, boolean tellsAll) {
    this.model = model;
    this.ancestry = ancestry;
    this.tellsAll = tellsAll;
  }

  boolean tellsAll() {
    return tellsAll;
  }

  /** Leads the reference, if it is one and needs a hook, through a method of this class. */
  void redirect(CodeBuilder b, InvokeDynamicInstruction i, String method, int line) {
    if (!i.bootstrapMethod().owner().equals(METAFACTORY)
        || !i.bootstrapMethod().methodName().equals("metafactory")
        || !(i.bootstrapArgs().get(IMPLEMENTATION) instanceof DirectMethodHandleDesc target)) {
      b.with(i);
      return;
    }
    InvokeInstruction call = call(target, b.constantPool());
    if (call == null || !MethodInstrumenter.needsHook(call, ancestry, tellsAll)) {
      b.with(i);
      return;
    }
    String name = "lambda$" + method.replaceAll("[<>]", "") + "$reference" + led.size();
    MethodTypeDesc type = type(i.typeSymbol(), target.invocationType());
    led.add(new Reference(name, type, call, method, line));
    ConstantDesc[] arguments = i.bootstrapArgs().toArray(ConstantDesc[]::new);
    arguments[IMPLEMENTATION] =
        MethodHandleDesc.ofMethod(
            model.flags().has(AccessFlag.INTERFACE)
                ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                : DirectMethodHandleDesc.Kind.STATIC,
            model.thisClass().asSymbol(),
            name,
            type);
    b.invokedynamic(
        DynamicCallSiteDesc.of(
            i.bootstrapMethod(), i.name().stringValue(), i.typeSymbol(), arguments));
  }

  /** The call that the reference stands for, or null if it is a constructor or the like. */
  private static @Nullable InvokeInstruction call(
      DirectMethodHandleDesc target, ConstantPoolBuilder pool) {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(target.lookupDescriptor());
    return switch (target.kind()) {
      case VIRTUAL ->
          InvokeInstruction.of(
              Opcode.INVOKEVIRTUAL, pool.methodRefEntry(target.owner(), target.methodName(), type));
      case INTERFACE_VIRTUAL ->
          InvokeInstruction.of(
              Opcode.INVOKEINTERFACE,
              pool.interfaceMethodRefEntry(target.owner(), target.methodName(), type));
      case STATIC, INTERFACE_STATIC -> {
        MemberRefEntry method =
            target.isOwnerInterface()
                ? pool.interfaceMethodRefEntry(target.owner(), target.methodName(), type)
                : pool.methodRefEntry(target.owner(), target.methodName(), type);
        yield InvokeInstruction.of(Opcode.INVOKESTATIC, method);
      }
      default -> null;
    };
  }

  /** Of the method led through: what is captured must have exactly the type it is captured with. */
  private static MethodTypeDesc type(MethodTypeDesc captured, MethodTypeDesc all) {
    MethodTypeDesc type = all;
    for (int i = 0; i < captured.parameterCount(); i++) {
      type = type.changeParameterType(i, captured.parameterType(i));
    }
    return type;
  }

  /** Adds the methods that references are led through. */
  void addMethods(ClassBuilder builder, Instrumenters instrumenters) {
    for (Reference r : led) {
      builder.withMethodBody(
          r.name,
          r.type,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          b -> {
            b.lineNumber(r.line);
            int slot = 0;
            for (ClassDesc p : r.type.parameterList()) {
              b.loadLocal(TypeKind.from(p), slot);
              slot += TypeKind.from(p).slotSize();
            }
            instrumenters.of(r.method, slot).call(b, r.call, r.line);
            b.return_(TypeKind.from(r.type.returnType()));
          });
    }
  }
}
