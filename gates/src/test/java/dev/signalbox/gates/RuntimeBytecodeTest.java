package dev.signalbox.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.runtime.PlantedInRuntime;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The hooks of the runtime hold no {@code invokedynamic}: linking one runs Java code of the JDK,
 * which is itself hooked. Only the generated methods of a record are let through, and no hook calls
 * them.
 */
final class RuntimeBytecodeTest {

  @Test
  void theRuntimeHoldsNoInvokeDynamic() throws IOException {
    List<Path> classFiles;
    try (Stream<Path> paths = Files.walk(Build.root().resolve("check/runtime/target/classes"))) {
      classFiles = paths.filter(path -> path.toString().endsWith(".class")).toList();
    }
    assertThat(classFiles).isNotEmpty();
    for (Path classFile : classFiles) {
      assertThat(invokeDynamics(classFile)).as(classFile.toString()).isEmpty();
    }
  }

  @Test
  void aPlantedLambdaIsFound() throws IOException {
    Path planted =
        Build.root()
            .resolve("gates/target/test-classes")
            .resolve(PlantedInRuntime.class.getName().replace('.', '/') + ".class");
    assertThat(invokeDynamics(planted)).containsExactly("lambda is linked by LambdaMetafactory");
  }

  /** Methods of a class file with an {@code invokedynamic}, and who links it. */
  private static List<String> invokeDynamics(Path classFile) throws IOException {
    return ClassFile.of().parse(classFile).methods().stream()
        .flatMap(
            method ->
                method.code().stream()
                    .flatMap(code -> code.elementStream())
                    .filter(InvokeDynamicInstruction.class::isInstance)
                    .map(element -> ((InvokeDynamicInstruction) element).bootstrapMethod())
                    .filter(linker -> !linker.owner().displayName().equals("ObjectMethods"))
                    .map(
                        linker ->
                            method.methodName().stringValue()
                                + " is linked by "
                                + linker.owner().displayName()))
        .toList();
  }
}
