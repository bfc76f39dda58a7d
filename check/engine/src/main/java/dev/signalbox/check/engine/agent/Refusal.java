package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;

/**
 * For code that cannot be instrumented, in a JVM where other threads may use it all the same: in a
 * controlled thread it ends the check.
 */
final class Refusal {
  private Refusal() {}

  static void addTo(CodeBuilder b, MethodModel m, String why) {
    String owner =
        m.parent().map(ClassModel::thisClass).orElseThrow().asInternalName().replace('/', '.');
    b.loadConstant(
        "the checked code calls %s.%s, but bugs there would go unseen: %s"
            .formatted(owner, m.methodName().stringValue(), why));
    b.invokestatic(HOOKS, "refuse", type("(Ljava/lang/String;)V"));
  }

  /** The class, each of its methods beginning with a refusal. */
  static byte[] ofAll(ClassFile format, ClassModel model, String why) {
    ClassTransform transform =
        (builder, element) -> {
          if (element instanceof MethodModel m && m.code().isPresent()) {
            builder.transformMethod(
                m,
                (method, e) -> {
                  if (e instanceof CodeModel code) {
                    method.withCode(
                        b -> {
                          addTo(b, m, why);
                          code.forEach(b::with);
                        });
                  } else {
                    method.with(e);
                  }
                });
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(model, transform);
  }
}
