package dev.signalbox.check.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.DiscontinuedInstruction.JsrInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction.RetInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No compiler of today makes subroutines, so the class is put together by hand. */
class SubroutinesTest {
  private static final ClassFile FORMAT = ClassFile.of();
  private static final ClassDesc NAME =
      ClassDesc.of(SubroutinesTest.class.getPackageName(), "OfAnOldCompiler");
  private static final ClassDesc EXCEPTION = ClassDesc.of(IllegalStateException.class.getName());

  @ParameterizedTest
  @CsvSource({
    "5, 3033", // three rounds, each through both subroutines
    "1, 3132", // an exception on the way into the finally block
    "7, 303" // one inside of it: its handler is outside of the subroutine, and goes round again
  })
  void doesTheSameWithout(int argument, int result) throws Throwable {
    byte[] old = old(SubroutinesTest::loopWithFinally);

    ClassModel inlined = Subroutines.inline(FORMAT, FORMAT.parse(old));

    assertThat(run(old, argument)).isEqualTo(result);
    assertThat(run(withVersionOfJava8(inlined), argument)).isEqualTo(result);
  }

  @Test
  void leavesClassesAloneThatHaveNone() {
    ClassModel model = FORMAT.parse(old(b -> b.iconst_0().ireturn()));

    assertThat(Subroutines.inline(FORMAT, model)).isSameAs(model);
  }

  @Test
  void refusesOneThatNobodyCalled() {
    ClassModel model =
        FORMAT.parse(
            old(
                b -> {
                  Label subroutine = b.newLabel();
                  b.with(JsrInstruction.of(subroutine)).iconst_0().astore(1);
                  b.with(RetInstruction.of(1)).labelBinding(subroutine).with(RetInstruction.of(1));
                }));

    assertThatThrownBy(() -> Subroutines.inline(FORMAT, model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ret outside of a subroutine");
  }

  @Test
  void aMethodOfAnOldClassGetsStackMapsAlsoIfItGetsNoHooks() {
    byte[] old =
        old(
            b -> {
              Label zero = b.newLabel();
              b.iload(0).ifeq(zero).iconst_1().ireturn().labelBinding(zero).iconst_0().ireturn();
            });

    byte[] instrumented =
        new ProgramTransformer(loader -> true, false, false)
            .transform(SubroutinesTest.class.getClassLoader(), "Old", null, null, old);

    CodeModel code = FORMAT.parse(instrumented).methods().getFirst().code().orElseThrow();
    assertThat(code.findAttribute(Attributes.stackMapTable())).isPresent();
  }

  /**
   * Three rounds of: try { try { throw if the argument is the round } finally { … } } catch …; the
   * finally block has another one in itself, which throws if the argument is 7.
   */
  private static void loopWithFinally(CodeBuilder b) {
    int argument = 0;
    int sum = 1;
    int round = 2;
    int thrown = 3;
    int outerReturn = 4;
    int innerReturn = 5;
    Label loop = b.newLabel();
    Label tried = b.newLabel();
    Label fine = b.newLabel();
    Label triedTo = b.newLabel();
    Label rethrow = b.newLabel();
    Label outer = b.newLabel();
    Label inner = b.newLabel();
    Label harmless = b.newLabel();
    Label caught = b.newLabel();
    Label next = b.newLabel();
    Label end = b.newLabel();
    b.iconst_0().istore(sum).iconst_0().istore(round);
    b.labelBinding(loop).iload(round).iconst_3().if_icmpge(end);
    b.labelBinding(tried).iload(argument).iload(round).if_icmpne(fine);
    throwNew(b);
    b.labelBinding(fine).iinc(sum, 1).labelBinding(triedTo);
    b.with(JsrInstruction.of(outer)).goto_(next);
    b.labelBinding(rethrow).astore(thrown).with(JsrInstruction.of(outer)).aload(thrown).athrow();
    b.labelBinding(outer).astore(outerReturn).with(JsrInstruction.of(inner));
    b.iinc(sum, 10).with(RetInstruction.of(outerReturn));
    b.labelBinding(inner).astore(innerReturn).iload(argument).bipush(7).if_icmpne(harmless);
    throwNew(b);
    b.labelBinding(harmless).iinc(sum, 1000).with(RetInstruction.of(innerReturn));
    b.labelBinding(caught).pop().iinc(sum, 100);
    b.labelBinding(next).iinc(round, 1).goto_(loop);
    b.labelBinding(end).iload(sum).ireturn();
    b.exceptionCatchAll(tried, triedTo, rethrow);
    b.exceptionCatch(tried, caught, caught, EXCEPTION);
  }

  private static void throwNew(CodeBuilder b) {
    b.new_(EXCEPTION).dup();
    b.invokespecial(EXCEPTION, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).athrow();
  }

  private static byte[] old(Consumer<CodeBuilder> code) {
    return FORMAT.build(
        NAME,
        c ->
            c.withVersion(ClassFile.JAVA_1_VERSION + 3, 0)
                .withMethodBody(
                    "run",
                    MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                    code));
  }

  /** As it is instrumented: the JVM verifies it by its stack maps. */
  private static byte[] withVersionOfJava8(ClassModel model) {
    assertThat(model.methods().getFirst().code().orElseThrow())
        .noneMatch(e -> e instanceof JsrInstruction || e instanceof RetInstruction);
    return FORMAT
        .withOptions(ClassFile.StackMapsOption.GENERATE_STACK_MAPS)
        .build(
            NAME,
            c -> {
              c.withVersion(ClassFile.JAVA_8_VERSION, 0);
              for (MethodModel m : model.methods()) {
                c.transformMethod(m, MethodTransform.transformingCode((b, e) -> b.with(e)));
              }
            });
  }

  private static int run(byte[] bytes, int argument) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
    MethodHandle run =
        lookup.findStatic(lookup.lookupClass(), "run", MethodType.methodType(int.class, int.class));
    return (int) run.invokeExact(argument);
  }
}
