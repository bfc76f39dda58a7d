package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import dev.signalbox.check.runtime.ClassStates;
import dev.signalbox.check.runtime.RunMethods;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instruments one class of the program: its methods by {@link MethodInstrumenter}, and its static
 * initializer so that it can run anew in each execution, see {@link ClassStates}.
 */
final class ClassInstrumenter {
  /** That of Java 8: has class and method handle constants, which older class files lack. */
  private static final int OLDEST_VERSION = ClassFile.JAVA_8_VERSION;

  private static final String INITIALIZER = "signalbox$initialize";

  private final ClassModel model;
  private final ClassDesc self;
  private final String file;
  private final int classId;
  private final List<FieldModel> statics = new ArrayList<>();
  private final boolean stateful;
  private final boolean mayBeThread;
  private final Ancestry ancestry;
  private final ClassNumbers numbers;
  private final MethodReferences references;

  /** Null if all that runs the class is controlled. */
  private final @Nullable PlainCopy plain;

  private final int longest;

  /**
   * @param plain goes in front of what is instrumented, or null
   * @param longest in bytes, of the methods that are instrumented; longer ones cannot be used under
   *     control
   */
  ClassInstrumenter(
      ClassModel model,
      Ancestry ancestry,
      ClassNumbers numbers,
      boolean tellsAll,
      @Nullable PlainCopy plain,
      int longest) {
    this.model = model;
    this.plain = plain;
    this.longest = longest;
    this.numbers = numbers;
    this.self = model.thisClass().asSymbol();
    this.file =
        model
            .findAttribute(Attributes.sourceFile())
            .map(a -> a.sourceFile().stringValue())
            .orElse(model.thisClass().asInternalName());
    for (FieldModel f : model.fields()) {
      if (f.flags().has(AccessFlag.STATIC)
          && f.findAttribute(Attributes.constantValue()).isEmpty()
          && !Probes.isData(f)) {
        statics.add(f);
      }
    }
    this.stateful = isStateful();
    this.classId = numbers.of(model.thisClass().asInternalName());
    if (stateful) {
      ClassStates.markStateful(classId);
    }
    this.mayBeThread =
        model.superclass().map(s -> !s.asInternalName().equals("java/lang/Object")).orElse(false);
    if (mayBeThread) {
      RunMethods.add(model.thisClass().asInternalName().replace('/', '.'));
    }
    this.ancestry = ancestry;
    this.references = new MethodReferences(model, ancestry, tellsAll);
  }

  /** Whether a second execution could see what the first left in static fields. */
  private boolean isStateful() {
    if (model.flags().has(AccessFlag.INTERFACE)) {
      return false; // its fields are final for the JVM; they keep their first values
    }
    boolean initializer =
        model.methods().stream().anyMatch(m -> m.methodName().equalsString("<clinit>"));
    boolean harmless =
        statics.stream()
            .allMatch(
                f ->
                    f.fieldName().equalsString("$assertionsDisabled")
                        || f.fieldName().stringValue().startsWith("$SwitchMap$"));
    if (harmless && (!statics.isEmpty() || !initializer)) {
      return false;
    }
    return !isPlainEnum();
  }

  /** An enum whose constants cannot change: they keep their identity, which the JDK caches. */
  private boolean isPlainEnum() {
    return model.superclass().map(s -> s.asInternalName().equals("java/lang/Enum")).orElse(false)
        && model.fields().stream()
            .filter(f -> !Probes.isData(f))
            .allMatch(
                f ->
                    f.flags().has(AccessFlag.FINAL)
                        && (f.flags().has(AccessFlag.STATIC)
                            ? f.flags().has(AccessFlag.ENUM) || f.flags().has(AccessFlag.SYNTHETIC)
                            : f.fieldTypeSymbol().isPrimitive()
                                || f.fieldTypeSymbol().equals(ConstantDescs.CD_String)));
  }

  byte[] instrument(ClassFile format) {
    return format.build(
        model.thisClass(),
        ConstantPoolBuilder.of(model),
        builder -> {
          boolean initializer = false;
          for (ClassElement e : model) {
            switch (e) {
              case MethodModel m when stateful && m.methodName().equalsString("<clinit>") -> {
                initializer = true;
                addInitializer(builder, m);
              }
              case MethodModel m when m.code().isPresent() && !Probes.isAccess(m) ->
                  addMethod(builder, m);
              case ClassFileVersion v ->
                  builder.withVersion(Math.max(v.majorVersion(), OLDEST_VERSION), v.minorVersion());
              case FieldModel f when stateful && statics.contains(f) -> addField(builder, f);
              default -> builder.with(e);
            }
          }
          references.addMethods(
              builder,
              (method, locals) ->
                  new MethodInstrumenter(
                      model, method, file, locals, ancestry, numbers, references));
          if (stateful) {
            if (!initializer) {
              addEmptyInitializer(builder);
            }
            addRegistration(builder);
          }
        });
  }

  private void addMethod(ClassBuilder builder, MethodModel m) {
    builder.withMethod(
        m.methodName(),
        m.methodType(),
        m.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED,
        mb ->
            m.forEach(
                e -> {
                  switch (e) {
                    case CodeModel code -> mb.withCode(b -> instrumentCode(b, m, code));
                    case AccessFlags flags -> {}
                    default -> mb.with(e);
                  }
                }));
  }

  private void instrumentCode(CodeBuilder b, MethodModel m, CodeModel code) {
    if (mayRunThread(m)) {
      Answers.runThread(b); // first: the thread is controlled only from its first turn on
    }
    MethodInstrumenter method =
        new MethodInstrumenter(model, m, file, ancestry, numbers, references);
    boolean initializes = stateful && initializesClass(m);
    if (plain != null) {
      plain.addTo(b, m, initializes ? to -> settle(to, classId) : _ -> {}, this::addPlain);
      if (length(code) > longest) {
        Refusal.addTo(b, m, "it is too long to be instrumented");
        b.aconst_null().athrow(); // never reached
        return;
      }
    }
    if (initializes) {
      method.initialize(b, self, classId);
    }
    boolean constructor = m.methodName().equalsString("<init>");
    MonitorModel.body(
        b,
        m,
        self,
        code,
        method.siteOfMethod(code),
        (to, e) -> {
          if (constructor && e instanceof ReturnInstruction) {
            freeze(to);
          }
          method.accept(to, e);
        });
  }

  private static int length(CodeModel code) {
    return code instanceof CodeAttribute a ? a.codeLength() : 0;
  }

  /** Static state that executions have left behind is not what other threads may see. */
  private void addPlain(CodeBuilder b, CodeElement e) {
    if (e instanceof FieldInstruction f
        && (f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC)) {
      String owner = ancestry.declaring(f.owner().asInternalName(), f.name().stringValue());
      if (!owner.equals(model.thisClass().asInternalName())
          && MethodInstrumenter.isProgram(owner)) {
        settle(b, numbers.of(owner));
      }
    }
    b.with(e);
  }

  private static void settle(CodeBuilder b, int classId) {
    b.loadConstant(classId);
    b.invokestatic(HOOKS, "settle", type("(I)V"));
  }

  private boolean mayRunThread(MethodModel m) {
    return mayBeThread
        && m.methodName().equalsString("run")
        && m.methodType().equalsString("()V")
        && !m.flags().has(AccessFlag.STATIC);
  }

  /** At the end of a constructor: what final fields refer to is seen by all (JLS 17.5). */
  private void freeze(CodeBuilder b) {
    for (FieldModel f : model.fields()) {
      if (f.flags().has(AccessFlag.FINAL)
          && !f.flags().has(AccessFlag.STATIC)
          && mayBeShared(f.fieldTypeSymbol())) {
        b.aload(0);
        b.getfield(self, f.fieldName().stringValue(), f.fieldTypeSymbol());
        b.invokestatic(HOOKS, "freeze", type("(Ljava/lang/Object;)V"));
      }
    }
  }

  private static boolean mayBeShared(ClassDesc type) {
    return type.isArray()
        || !(type.isPrimitive() || type.packageName().equals("java.lang"))
        || type.equals(ConstantDescs.CD_Object);
  }

  /** JLS 12.4.1: calling a static method or creating an instance initializes the class. */
  private static boolean initializesClass(MethodModel m) {
    return m.methodName().equalsString("<init>")
        || (m.flags().has(AccessFlag.STATIC) && !m.flags().has(AccessFlag.SYNTHETIC));
  }

  /** Final static fields are assigned anew in each execution. */
  private static void addField(ClassBuilder builder, FieldModel f) {
    builder.withField(
        f.fieldName(),
        f.fieldType(),
        fb -> {
          fb.withFlags(f.flags().flagsMask() & ~ClassFile.ACC_FINAL);
          f.forEach(
              e -> {
                if (!(e instanceof AccessFlags)) {
                  fb.with(e);
                }
              });
        });
  }

  private void addInitializer(ClassBuilder builder, MethodModel clinit) {
    builder.withMethodBody(
        INITIALIZER,
        ConstantDescs.MTD_void,
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
        b -> {
          setDefaults(b);
          if (plain != null) {
            plain.addTo(b, clinit, _ -> {}, this::addPlain);
          }
          MethodInstrumenter method =
              new MethodInstrumenter(model, clinit, file, ancestry, numbers, references);
          for (CodeElement e : clinit.code().orElseThrow()) {
            method.accept(b, e);
          }
        });
  }

  private void addEmptyInitializer(ClassBuilder builder) {
    builder.withMethodBody(
        INITIALIZER,
        ConstantDescs.MTD_void,
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
        b -> {
          setDefaults(b);
          b.return_();
        });
  }

  private void setDefaults(CodeBuilder b) {
    for (FieldModel f : statics) {
      ClassDesc type = f.fieldTypeSymbol();
      switch (TypeKind.from(type).asLoadable()) {
        case INT -> b.iconst_0();
        case LONG -> b.lconst_0();
        case FLOAT -> b.fconst_0();
        case DOUBLE -> b.dconst_0();
        default -> b.aconst_null();
      }
      b.putstatic(self, f.fieldName().stringValue(), type);
    }
  }

  private void addRegistration(ClassBuilder builder) {
    builder.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        b -> {
          b.loadConstant(self);
          b.loadConstant(classId);
          b.loadConstant(
              MethodHandleDesc.ofMethod(
                  DirectMethodHandleDesc.Kind.STATIC, self, INITIALIZER, ConstantDescs.MTD_void));
          b.invokestatic(
              HOOKS,
              plain == null ? "register" : "registerShared",
              type("(Ljava/lang/Class;ILjava/lang/invoke/MethodHandle;)Z"));
          b.ifThen(then -> then.invokestatic(self, INITIALIZER, ConstantDescs.MTD_void));
          b.return_();
        });
  }
}
