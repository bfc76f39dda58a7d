package dev.signalbox.check.engine.agent;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Descriptors that the bytecode rewriting uses. */
final class RuntimeNames {
  static final ClassDesc HOOKS = ClassDesc.of("dev.signalbox.check.runtime.Hooks");
  static final ClassDesc JDK_HOOKS = ClassDesc.of("dev.signalbox.check.runtime.JdkHooks");
  static final ClassDesc JDK_MEMORY = ClassDesc.of("dev.signalbox.check.runtime.JdkMemory");
  static final ClassDesc STACK_TRACES = ClassDesc.of("dev.signalbox.check.runtime.StackTraces");

  private RuntimeNames() {}

  static MethodTypeDesc type(String descriptor) {
    return MethodTypeDesc.ofDescriptor(descriptor);
  }
}
