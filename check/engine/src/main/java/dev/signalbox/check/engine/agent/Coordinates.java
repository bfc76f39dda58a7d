package dev.signalbox.check.engine.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

/** Which variable a VarHandle accesses: the first arguments of the call. */
final class Coordinates {
  private Coordinates() {}

  /** Loads the first argument, or null if it is no object, and the second, or 0 if it is no int. */
  static void load(CodeBuilder b, List<ClassDesc> arguments, int[] locals) {
    if (!arguments.isEmpty() && !arguments.getFirst().isPrimitive()) {
      b.aload(locals[0]);
    } else {
      b.aconst_null();
    }
    if (arguments.size() > 1 && arguments.get(1).equals(ConstantDescs.CD_int)) {
      b.loadLocal(TypeKind.INT, locals[1]);
    } else {
      b.iconst_0();
    }
  }
}
