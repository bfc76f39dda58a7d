package dev.signalbox.check.engine.agent;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What the source calls an object that an instruction is about to use: the field or local variable
 * that was loaded before it. A guess from the last instructions, good enough for a report; empty if
 * there is nothing to guess from.
 */
final class Naming {
  /** Names of the last loads, newest first. */
  private final Deque<String> loads = new ArrayDeque<>();

  private final Map<Integer, String> locals = new HashMap<>();

  void localsOf(CodeModel code) {
    for (CodeElement e : code) {
      if (e instanceof LocalVariable v) {
        locals.putIfAbsent(v.slot(), v.name().stringValue());
      }
    }
  }

  /** The operand of a monitorenter, before which javac writes {@code dup; astore}. */
  String lockName() {
    return loads.isEmpty() ? "" : loads.peekFirst();
  }

  /** The array of an access: loaded before its index, and that before the value to store. */
  String arrayName(boolean stores) {
    int below = stores ? 2 : 1;
    return loads.size() <= below ? "" : loads.toArray(String[]::new)[below];
  }

  String receiverName(InvokeInstruction call) {
    int below = call.typeSymbol().parameterCount();
    return loads.size() <= below ? "" : loads.toArray(String[]::new)[below];
  }

  void saw(CodeElement e) {
    switch (e) {
      case LoadInstruction l -> push(locals.getOrDefault(l.slot(), ""));
      case FieldInstruction f -> {
        if (f.opcode().name().startsWith("GET")) {
          if (f.opcode().name().equals("GETFIELD") && !loads.isEmpty()) {
            loads.removeFirst();
          }
          push(f.name().stringValue());
        } else {
          loads.clear();
        }
      }
      case StackInstruction s -> {}
      case StoreInstruction s -> {}
      case IncrementInstruction i -> {}
      case PseudoInstruction p -> {}
      case java.lang.classfile.instruction.ConstantInstruction c -> push("");
      case InvokeInstruction call -> {
        int taken =
            call.typeSymbol().parameterCount()
                + (call.opcode().name().equals("INVOKESTATIC") ? 0 : 1);
        String last = "";
        for (int i = 0; i < taken && !loads.isEmpty(); i++) {
          last = loads.removeFirst();
        }
        if (!call.typeSymbol().returnType().descriptorString().equals("V")) {
          // lock.writeLock().lock()
          push(taken == 1 && !last.isEmpty() ? last + "." + call.name().stringValue() + "()" : "");
        }
      }
      default -> loads.clear();
    }
  }

  private void push(String name) {
    loads.addFirst(name);
    if (loads.size() > 8) {
      loads.removeLast();
    }
  }
}
