package dev.signalbox.check.engine.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction.JsrInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction.RetInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the subroutines of one method ({@code jsr}, {@code ret}) to where they are called. Old
 * compilers made one of each {@code finally}; class files that can be instrumented have none. As
 * Niko Matsakis does it in ASM's JSRInlinerAdapter: an instruction that a caller reaches, too, such
 * as the handler of an exception, belongs to the outermost of them.
 */
final class Subroutines {
  private final List<Instruction> code = new ArrayList<>();
  private final NavigableMap<Integer, LineNumber> lines = new TreeMap<>();
  private final Map<Label, Integer> positions = new HashMap<>();
  private final List<ExceptionCatch> catches = new ArrayList<>();
  private final Map<Integer, BitSet> reached = new HashMap<>();

  private Subroutines(CodeModel method) {
    for (CodeElement e : method) {
      switch (e) {
        case LabelTarget l -> positions.put(l.label(), code.size());
        case LineNumber l -> lines.put(code.size(), l);
        case ExceptionCatch c -> catches.add(c);
        case Instruction i -> code.add(i);
        default -> {}
      }
    }
  }

  /**
   * The class without subroutines; itself if it has none.
   *
   * @throws IllegalArgumentException if a subroutine is not called in an ordinary way
   */
  static ClassModel inline(ClassFile format, ClassModel model) {
    if (model.majorVersion() >= ClassFile.JAVA_7_VERSION
        || model.methods().stream().noneMatch(Subroutines::has)) {
      return model;
    }
    return format.parse(
        format.transformClass(
            model,
            ClassTransform.transformingMethods(
                Subroutines::has,
                (MethodTransform)
                    (builder, e) -> {
                      if (e instanceof CodeModel code) {
                        Subroutines all = new Subroutines(code);
                        builder.withCode(b -> all.emit(b, all.main()));
                      } else {
                        builder.with(e);
                      }
                    })));
  }

  private static boolean has(MethodModel m) {
    return m.code().isPresent()
        && m.code().get().elementStream().anyMatch(e -> e instanceof JsrInstruction);
  }

  /**
   * The method itself, or a copy of a subroutine.
   *
   * @param returnTo where {@code caller} goes on
   * @param reached the instructions that belong to it, or to a caller
   */
  private record Copy(
      @Nullable Copy caller, int returnTo, BitSet reached, Map<Integer, Label> labels) {
    Copy(@Nullable Copy caller, int returnTo, BitSet reached) {
      this(caller, returnTo, reached, new HashMap<>());
    }

    Copy owner(int position) {
      Copy owner = this;
      for (Copy c = caller; c != null; c = c.caller) {
        if (c.reached.get(position)) {
          owner = c;
        }
      }
      return owner;
    }

    boolean owns(int position) {
      return reached.get(position) && owner(position) == this;
    }

    Label label(CodeBuilder b, int position) {
      return owner(position).labels.computeIfAbsent(position, any -> b.newLabel());
    }
  }

  private Copy main() {
    return new Copy(null, -1, reachedFrom(0));
  }

  private int position(Label label) {
    return positions.getOrDefault(label, code.size());
  }

  private BitSet reachedFrom(int entry) {
    return reached.computeIfAbsent(entry, this::reach);
  }

  private BitSet reach(int entry) {
    BitSet seen = new BitSet();
    BitSet pending = new BitSet();
    IntConsumer add =
        p -> {
          if (p < code.size() && !seen.get(p)) {
            pending.set(p);
          }
        };
    add.accept(entry);
    while (!pending.isEmpty()) {
      int p = pending.nextSetBit(0);
      pending.clear(p);
      seen.set(p);
      successors(p, add);
    }
    return seen;
  }

  /** Of a call of a subroutine, what comes after its return. */
  private void successors(int p, IntConsumer to) {
    Instruction i = code.get(p);
    switch (i) {
      case BranchInstruction b -> to.accept(position(b.target()));
      case LookupSwitchInstruction s -> {
        to.accept(position(s.defaultTarget()));
        s.cases().forEach(c -> to.accept(position(c.target())));
      }
      case TableSwitchInstruction s -> {
        to.accept(position(s.defaultTarget()));
        s.cases().forEach(c -> to.accept(position(c.target())));
      }
      default -> {}
    }
    if (fallsThrough(i)) {
      to.accept(p + 1);
    }
    for (ExceptionCatch c : catches) {
      if (position(c.tryStart()) <= p && p < position(c.tryEnd())) {
        to.accept(position(c.handler()));
      }
    }
  }

  private static boolean fallsThrough(Instruction i) {
    return switch (i) {
      case BranchInstruction b -> b.opcode() != Opcode.GOTO && b.opcode() != Opcode.GOTO_W;
      case LookupSwitchInstruction _,
          TableSwitchInstruction _,
          ReturnInstruction _,
          ThrowInstruction _,
          RetInstruction _ ->
          false;
      default -> true;
    };
  }

  private void emit(CodeBuilder b, Copy copy) {
    List<Copy> called = new ArrayList<>();
    Map<Integer, Label> ends = new HashMap<>();
    Map.Entry<Integer, LineNumber> told = null;
    for (int p = 0; p < code.size(); p++) {
      if (!copy.owns(p)) {
        continue;
      }
      Map.Entry<Integer, LineNumber> line = lines.floorEntry(p);
      if (line != null && !line.equals(told)) {
        b.with(line.getValue());
        told = line;
      }
      b.labelBinding(copy.label(b, p));
      Instruction i = code.get(p);
      if (i instanceof JsrInstruction jsr) {
        Copy callee = new Copy(copy, p + 1, reachedFrom(position(jsr.target())));
        called.add(callee);
        b.aconst_null(); // in place of the return address, which the subroutine stores
        b.goto_(callee.label(b, position(jsr.target())));
      } else {
        emit(b, copy, i);
        if (fallsThrough(i) && !copy.owns(p + 1)) {
          b.goto_(copy.label(b, p + 1));
        }
      }
      ends.put(p, b.newBoundLabel());
    }
    for (ExceptionCatch c : catches) {
      emit(b, copy, c, ends);
    }
    for (Copy callee : called) {
      emit(b, callee);
    }
  }

  private void emit(CodeBuilder b, Copy copy, Instruction i) {
    switch (i) {
      case RetInstruction _ -> {
        Copy caller = copy.caller;
        if (caller == null) {
          throw new IllegalArgumentException("ret outside of a subroutine");
        }
        b.goto_(caller.label(b, copy.returnTo));
      }
      case BranchInstruction branch ->
          b.branch(branch.opcode(), copy.label(b, position(branch.target())));
      case LookupSwitchInstruction s ->
          b.lookupswitch(copy.label(b, position(s.defaultTarget())), cases(b, copy, s.cases()));
      case TableSwitchInstruction s ->
          b.tableswitch(
              s.lowValue(),
              s.highValue(),
              copy.label(b, position(s.defaultTarget())),
              cases(b, copy, s.cases()));
      default -> b.with(i);
    }
  }

  private List<SwitchCase> cases(CodeBuilder b, Copy copy, List<SwitchCase> cases) {
    return cases.stream()
        .map(c -> SwitchCase.of(c.caseValue(), copy.label(b, position(c.target()))))
        .toList();
  }

  /** What a copy owns of the guarded code stands together. */
  private void emit(CodeBuilder b, Copy copy, ExceptionCatch c, Map<Integer, Label> ends) {
    BitSet guarded = new BitSet();
    for (int p = position(c.tryStart()); p < position(c.tryEnd()); p++) {
      guarded.set(p, copy.owns(p));
    }
    Label end = ends.get(guarded.length() - 1);
    if (end != null) {
      Label start = copy.label(b, guarded.nextSetBit(0));
      Label handler = copy.label(b, position(c.handler()));
      c.catchType()
          .ifPresentOrElse(
              type -> b.exceptionCatch(start, end, handler, type),
              () -> b.exceptionCatchAll(start, end, handler));
    }
  }
}
