package dev.signalbox.check.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Projects of Maven, tested by Surefire as it is, with the line of configuration that {@code
 * docs/junit.md} gives. One run of Maven builds them all; ours are in a local repository in front
 * of that of the build.
 */
class MavenTest {
  private static final String VERSION = property("version");
  private static final Path FOLDER = Path.of("target/projects").toAbsolutePath();
  private static final Path REPOSITORY = Path.of("target/repository").toAbsolutePath();

  private static final String AGENT =
      "-javaagent:${settings.localRepository}/dev/signalbox/signalbox-check-engine/%s/signalbox-check-engine-%s.jar"
          .formatted(VERSION, VERSION);
  private static final String LINE = "<argLine>" + AGENT + "</argLine>";
  private static final String LINE_WITH_JACOCO = "<argLine>@{argLine} " + AGENT + "</argLine>";

  /**
   * @param surefire what the project says in its configuration
   */
  record Project(String name, String junit, String surefire, String plugins) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String JACOCO =
      """
      <plugin>
        <groupId>org.jacoco</groupId>
        <artifactId>jacoco-maven-plugin</artifactId>
        <version>0.8.15</version>
        <executions>
          <execution>
            <goals>
              <goal>prepare-agent</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
      """;

  private static final String PARALLEL =
      """
      <forkCount>2</forkCount>
      <properties>
        <configurationParameters>
          junit.jupiter.execution.parallel.enabled = true
        </configurationParameters>
      </properties>
      """;

  static final List<Project> PROJECTS =
      List.of(
          new Project("junit-6", "6.1.3", LINE, ""),
          new Project("junit-5", "5.14.4", LINE, ""),
          new Project("junit-5.10", "5.10.2", LINE, ""),
          new Project("parallel", "6.1.3", LINE + PARALLEL, ""),
          new Project("jacoco", "6.1.3", LINE_WITH_JACOCO, JACOCO),
          new Project("jacoco-junit-5", "5.14.4", LINE_WITH_JACOCO, JACOCO),
          new Project("module", "6.1.3", LINE, ""));

  private static final Project WITHOUT_AGENT = new Project("without-agent", "6.1.3", "", "");

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>acme</groupId>
        <artifactId>@name@</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>25</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          <dependency>
            <groupId>org.junit.jupiter</groupId>
            <artifactId>junit-jupiter</artifactId>
            <version>@junit@</version>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>dev.signalbox</groupId>
            <artifactId>signalbox-check-junit</artifactId>
            <version>@version@</version>
            <scope>test</scope>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            @plugins@
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.5.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.16.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-surefire-plugin</artifactId>
              <version>3.6.1</version>
              <configuration>
                <includes>**/*.java</includes>
                @surefire@
              </configuration>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String ALL =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>acme</groupId>
        <artifactId>all</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>@modules@</modules>
      </project>
      """;

  private static String property(String name) {
    String value = System.getProperty("junit.test." + name);
    if (value == null) {
      throw new IllegalStateException("junit.test." + name + " is not set: run this by Maven");
    }
    return value;
  }

  @BeforeAll
  static void testAllProjects() throws IOException, InterruptedException {
    install("signalbox", Path.of("../../pom.xml"), null);
    for (String module : List.of("engine", "junit")) {
      String artifact = "signalbox-check-" + module;
      Path project = Path.of("..", module);
      install(artifact, project.resolve("pom.xml"), project.resolve("target/" + artifact + ".jar"));
    }
    List<Project> all = Stream.concat(PROJECTS.stream(), Stream.of(WITHOUT_AGENT)).toList();
    for (Project p : all) {
      write(p);
    }
    String modules =
        all.stream().map(p -> "<module>" + p + "</module>").collect(Collectors.joining());
    Files.writeString(FOLDER.resolve("pom.xml"), ALL.replace("@modules@", modules));
    List<String> command =
        List.of(
            Path.of(property("maven"), "bin", "mvn").toString(),
            "--batch-mode",
            "--no-transfer-progress",
            "--fail-at-end",
            "-Dmaven.repo.local=" + REPOSITORY,
            "-Dmaven.repo.local.tail=" + property("repository"),
            "--file=" + FOLDER.resolve("pom.xml"),
            "test");
    Path log = FOLDER.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(10, TimeUnit.MINUTES)).as("Maven ended, see %s", log).isTrue();
    } finally {
      maven.destroyForcibly();
    }
  }

  private static void install(String artifact, Path pom, @Nullable Path jar) throws IOException {
    Path folder = REPOSITORY.resolve("dev/signalbox").resolve(artifact).resolve(VERSION);
    String name = artifact + "-" + VERSION;
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".pom"), Files.readAllBytes(pom));
    if (jar != null) {
      Files.write(folder.resolve(name + ".jar"), Files.readAllBytes(jar));
    }
  }

  private static void write(Project p) throws IOException {
    Path main = Files.createDirectories(FOLDER.resolve(p + "/src/main/java/acme"));
    Path test = Files.createDirectories(FOLDER.resolve(p + "/src/test/java/acme"));
    for (String name : List.of("Counter", "SafeCounter")) {
      copy(name, main);
    }
    for (String name : List.of("Counting", "Surroundings", "Parallel")) {
      copy(name, test);
    }
    if (p.name().equals("module")) {
      Files.writeString(main.resolveSibling("module-info.java"), "module acme { exports acme; }");
    }
    Files.writeString(
        FOLDER.resolve(p + "/pom.xml"),
        POM.replace("@name@", p.name())
            .replace("@junit@", p.junit())
            .replace("@version@", VERSION)
            .replace("@plugins@", p.plugins())
            .replace("@surefire@", p.surefire()));
  }

  private static void copy(String name, Path folder) throws IOException {
    String file = name + ".java";
    Files.write(folder.resolve(file), Files.readAllBytes(Path.of("src/test/java/acme", file)));
  }

  private static Report report(Project p) throws Exception {
    return Report.read(FOLDER.resolve(p + "/target/surefire-reports"));
  }

  @ParameterizedTest
  @FieldSource("PROJECTS")
  void onlyBrokenTestsFail(Project p) throws Exception {
    Report report = report(p);
    Report.Case broken = report.of("acme.Counting", "broken", "");
    assertThat(broken.status()).as(broken.message()).isEqualTo("failure");
    assertThat(broken.message())
        .contains("assertion: expected: <2> but was: <1>\n  in acme.Counting#broken\n")
        .contains("Counter.java:9    value++;")
        .contains("Replay:  @Check(replay = \".signalbox/acme.Counting.broken.replay\")")
        .contains("at acme.Counting.count(Counting.java:");
    assertThat(FOLDER.resolve(p + "/.signalbox/acme.Counting.broken.replay")).exists();
    assertThat(report.of("acme.Counting", "brokenForMoreThanOne", "[2]").message())
        .contains("in acme.Counting#brokenForMoreThanOne[2]\n");
    assertThat(report.of("acme.Counting", "brokenForMoreThanOne", "[3]").status())
        .isEqualTo("failure");
    assertThat(report.of("acme.Parallel", "broken", "").status()).isEqualTo("failure");
    assertThat(report.cases())
        .hasSize(15)
        .filteredOn(c -> !c.status().equals("passed"))
        .extracting(Report.Case::status)
        .hasSize(6)
        .containsOnly("failure");
  }

  @Test
  void withoutTheAgentNoneIsPassed() throws Exception {
    Report report = report(WITHOUT_AGENT);
    assertThat(report.cases())
        .filteredOn(c -> !c.name().startsWith("plain"))
        .hasSize(12)
        .allMatch(c -> c.status().equals("error"))
        .allMatch(c -> c.message().contains(LINE))
        .allMatch(
            c -> c.message().contains("Gradle  tasks.test { jvmArgs(\"-javaagent:" + REPOSITORY))
        .allMatch(c -> c.message().contains("IDE "));
    assertThat(report.of("acme.Parallel", "plain", "").status()).isEqualTo("passed");
  }

  @Test
  void jacocoCountsWhatTheCheckerRuns() throws IOException {
    byte[] executed = Files.readAllBytes(FOLDER.resolve("jacoco/target/jacoco.exec"));
    assertThat(new String(executed, StandardCharsets.ISO_8859_1)).contains("acme/SafeCounter");
  }

  @Test
  void theLinesAreThoseOfTheManual() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/junit.md"))).contains(LINE, LINE_WITH_JACOCO);
  }
}
