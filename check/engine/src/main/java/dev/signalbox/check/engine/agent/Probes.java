package dev.signalbox.check.engine.agent;

import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.DynamicConstantDesc;

/**
 * Tells what JaCoCo has put into a method from what the program does there: a local variable for
 * the array of probes, and a store into that at each of them.
 *
 * @see <a href="https://www.jacoco.org/jacoco/trunk/doc/implementation.html">JaCoCo's design</a>
 */
final class Probes {
  private static final String DATA = "$jacocoData";
  private static final String ACCESS = "$jacocoInit";

  private static final int NONE = -1;

  private int local = NONE;
  private boolean fetched;

  /** How much of {@code array, number, true} has been pushed. */
  private int pushed;

  static boolean isData(FieldModel f) {
    return f.fieldName().equalsString(DATA);
  }

  static boolean isAccess(MethodModel m) {
    return m.methodName().equalsString(ACCESS);
  }

  /** Whether this instruction, which comes next, marks a probe. */
  boolean isProbe(ArrayStoreInstruction a) {
    return pushed == 3 && a.typeKind() == TypeKind.BYTE;
  }

  void saw(CodeElement e) {
    if (e instanceof PseudoInstruction) {
      return;
    }
    if (fetched && e instanceof StoreInstruction s) {
      local = s.slot();
    }
    fetched = isFetch(e) || (fetched && e instanceof TypeCheckInstruction);
    if (e instanceof LoadInstruction l && l.typeKind() == TypeKind.REFERENCE && l.slot() == local) {
      pushed = 1;
    } else if (e instanceof ConstantInstruction && (pushed == 1 || pushed == 2)) {
      pushed++;
    } else {
      pushed = 0;
    }
  }

  private static boolean isFetch(CodeElement e) {
    return switch (e) {
      case InvokeInstruction call -> call.name().equalsString(ACCESS);
      case ConstantInstruction c ->
          c.constantValue() instanceof DynamicConstantDesc<?> d && d.constantName().equals(DATA);
      default -> false;
    };
  }
}
