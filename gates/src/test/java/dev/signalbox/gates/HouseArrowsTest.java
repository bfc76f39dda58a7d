package dev.signalbox.gates;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.signalbox.check.engine.PlantedInEngine;
import dev.signalbox.check.engine.explore.PlantedInExplore;
import dev.signalbox.check.engine.report.PlantedInReport;
import dev.signalbox.check.junit.PlantedInJUnit;
import dev.signalbox.check.runtime.PlantedInRuntime;
import dev.signalbox.core.PlantedInCore;
import dev.signalbox.core.waitgraph.PlantedInWaitGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import planted.PlantedInExamples;

/**
 * The arrows of the house point down only; each arrow comes with a planted class that breaks it.
 */
final class HouseArrowsTest {

  private static final String RUNTIME = "dev.signalbox.check.runtime..";
  private static final String ENGINE = "dev.signalbox.check.engine..";
  private static final String AGENT = "dev.signalbox.check.engine.agent..";
  private static final String EXPLORE = "dev.signalbox.check.engine.explore..";
  private static final String REPORT = "dev.signalbox.check.engine.report..";
  private static final String TARGET = "dev.signalbox.check.engine.target..";
  private static final String JUNIT = "dev.signalbox.check.junit..";
  private static final String CORE = "dev.signalbox.core..";
  private static final String WAIT_GRAPH = "dev.signalbox.core.waitgraph..";
  private static final String CLI = "dev.signalbox.cli..";

  static final List<Arrow> ARROWS =
      List.of(
          new Arrow(
              classes()
                  .that()
                  .resideInAnyPackage(RUNTIME, "java.lang")
                  .should()
                  .onlyDependOnClassesThat()
                  .resideInAnyPackage(RUNTIME, "java..", "jdk.internal..", "org.jspecify..")
                  .because("it is a part of java.base"),
              PlantedInRuntime.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideInAPackage(ENGINE)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(CLI, JUNIT)
                  .because("the command line and @Check are its users"),
              PlantedInEngine.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideInAPackage(JUNIT)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(AGENT, EXPLORE, RUNTIME, CLI)
                  .because("it asks for a check and shows what came of it"),
              PlantedInJUnit.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideInAPackage(REPORT)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(AGENT, EXPLORE, TARGET)
                  .because("it shows what was found, however it was found"),
              PlantedInReport.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideInAPackage(EXPLORE)
                  .should()
                  .dependOnClassesThat(
                      resideInAPackage(AGENT)
                          .or(
                              resideInAPackage(REPORT)
                                  .and(describe("are no data", HouseArrowsTest::isNoData))))
                  .because("it hands over records and enums, and renders nothing"),
              PlantedInExplore.class),
          new Arrow(
              classes()
                  .that()
                  .resideInAPackage(CORE)
                  .should()
                  .onlyDependOnClassesThat()
                  .resideInAnyPackage(
                      CORE, "java..", "jdk.jfr..", "com.sun.management..", "org.jspecify..")
                  .because("the library depends on the JDK alone"),
              PlantedInCore.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideInAPackage(WAIT_GRAPH)
                  .should()
                  .dependOnClassesThat(
                      resideInAPackage(CORE).and(not(resideInAPackage(WAIT_GRAPH))))
                  .because("the graph knows none of those that report to it"),
              PlantedInWaitGraph.class),
          new Arrow(
              noClasses()
                  .that()
                  .resideOutsideOfPackage("dev.signalbox..")
                  .and()
                  .resideOutsideOfPackage("java..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage("dev.signalbox.check..", "dev.signalbox.cli..")
                  .because("the examples have never heard of the checker"),
              PlantedInExamples.class));

  /** The classes of the house; {@code dev} leaves out the engine's copy of the runtime. */
  private static final List<Path> CLASS_FOLDERS =
      Stream.of(
              "check/runtime/target/classes",
              "check/engine/target/classes/dev",
              "check/junit/target/classes",
              "core/target/classes",
              "cli/target/classes",
              "examples/target/classes")
          .map(folder -> Build.root().resolve(folder))
          .toList();

  private static final JavaClasses HOUSE = new ClassFileImporter().importPaths(CLASS_FOLDERS);

  @ParameterizedTest
  @FieldSource("ARROWS")
  void theHouseKeepsTheArrow(Arrow arrow) {
    arrow.rule().check(HOUSE);
  }

  @ParameterizedTest
  @FieldSource("ARROWS")
  void thePlantedClassBreaksTheArrow(Arrow arrow) {
    JavaClasses planted = new ClassFileImporter().importClasses(arrow.planted());
    assertThat(arrow.rule().evaluate(planted).getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains(arrow.planted().getName()));
  }

  /** ArchUnit leaves out, with no more than a log line, a class file that is too new for it. */
  @Test
  void everyClassFileIsUnderstood() throws IOException {
    int files = 0;
    for (Path folder : CLASS_FOLDERS) {
      try (Stream<Path> paths = Files.walk(folder)) {
        files += (int) paths.filter(HouseArrowsTest::isType).count();
      }
    }
    assertThat(HOUSE).hasSize(files);
  }

  private static boolean isType(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class") && !name.equals("module-info.class");
  }

  private static boolean isNoData(JavaClass type) {
    return !type.isRecord() && !type.isEnum();
  }

  /**
   * An arrow of the house.
   *
   * @param rule what the classes of the house keep to
   * @param planted a class that breaks the rule
   */
  record Arrow(ArchRule rule, Class<?> planted) {
    @Override
    public String toString() {
      return rule.getDescription();
    }
  }
}
