package application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs that are started in another way. */
class ForkedTest {
  @TempDir private Path folder;

  @Test
  void withoutTheAgentItFailsWithWhatToAdd() throws Exception {
    Fork fork = Fork.run(CoveredMain.class, folder, List.of());

    assertThat(fork.status()).isEqualTo(1);
    assertThat(fork.output())
        .contains("InconclusiveCheckException: nothing can be checked, because the agent")
        .contains("it was not loaded (-javaagent is missing)")
        .contains("<argLine>-javaagent:")
        .contains("jvmArgs(\"-javaagent:")
        .doesNotContain("checked ");
  }

  private static Stream<Arguments> orders() {
    return Stream.of(arguments("JaCoCo first", true), arguments("JaCoCo last", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void besideJacoco(String name, boolean first) throws Exception {
    Path data = folder.resolve("jacoco.exec");
    String jacoco = "-javaagent:" + System.getProperty("jacoco.agent") + "=destfile=" + data;

    Fork fork =
        Fork.run(
            CoveredMain.class,
            folder,
            first ? List.of(jacoco, Fork.AGENT) : List.of(Fork.AGENT, jacoco));

    assertThat(fork.output())
        .isEqualToNormalizingNewlines(
            """
            all found: true
            checked 2 executions of 3 threads
            found assertion: lost an update
            found race: Account.balance is read by main and written by other, and nothing orders the two
            """);
    assertThat(fork.status()).isZero();
    IClassCoverage account = coverage(data, Account.class);
    assertThat(account.isNoMatch()).isFalse();
    assertThat(account.getLineCounter().getMissedCount()).isEqualTo(1); // neverCalled()
    assertThat(account.getLineCounter().getCoveredCount()).isGreaterThan(5);
  }

  private static IClassCoverage coverage(Path data, Class<?> type) throws IOException {
    ExecFileLoader executions = new ExecFileLoader();
    executions.load(data.toFile());
    CoverageBuilder builder = new CoverageBuilder();
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new Analyzer(executions.getExecutionDataStore(), builder).analyzeClass(in, type.getName());
    }
    return builder.getClasses().iterator().next();
  }
}
