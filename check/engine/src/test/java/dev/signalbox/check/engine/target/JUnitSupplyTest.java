package dev.signalbox.check.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class paths that lack a part of JUnit, as they come from build tools. */
final class JUnitSupplyTest {
  private static final String JUPITER =
      """
      class FooTest {
        @org.junit.jupiter.api.Test void t() { }
        @org.junit.jupiter.params.ParameterizedTest
        @org.junit.jupiter.params.provider.ValueSource(ints = 1) void p(int i) { }
      }
      """;

  @TempDir private Path temp;

  /** These lie in no repository: what is missing has to come from our own jar. */
  @ParameterizedTest
  @EnumSource(names = {"JUNIT_5", "JUNIT_6"})
  void theLauncherIsBroughtAlong(JUnits junit) {
    try (TestedProgram p = jupiter(junit.withoutLauncher())) {
      assertThat(p.names()).containsExactlyInAnyOrder("FooTest#t", "FooTest#p[1]");
      assertThat(p.runAll().values()).containsOnly("passed");
      assertThat(p.program.notes()).as("nothing new: it is the same version").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEngineIsBroughtAlong(JUnits junit) {
    List<Path> api = junit.with(JUnitJar.JUPITER_API, JUnitJar.JUPITER_PARAMS, JUnitJar.COMMONS);
    try (TestedProgram p = jupiter(api)) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLauncherBesideTheOthersInARepository(Repository repository) throws Exception {
    try (TestedProgram p = jupiter(in(repository, true))) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
      assertThat(p.program.notes()).isEmpty();
      assertThat(p.program.loader().getResource(JUnitJar.LAUNCHER.marker).toString())
          .contains(temp.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeJUnitTakesThePlaceOfAnOlderOne(Repository repository) throws Exception {
    try (TestedProgram p = jupiter(in(repository, false))) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
      assertThat(p.program.notes())
          .containsExactly(
              "JUnit 5.10.2 on the class path lacks junit-platform-launcher-1.10.2.jar:"
                  + " JUnit 5.14.4 is used");
    }
  }

  @Test
  void aJUnitThatIsTooOldIsReplaced() throws Exception {
    List<Path> old = relabelled(JUnits.JUNIT_5_10.complete(), "1.10.2", "1.7.0", "5.10.2", "5.7.0");
    try (TestedProgram p = jupiter(old)) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
      assertThat(p.program.notes())
          .containsExactly(
              "JUnit 5.7.0 on the class path is too old for signalbox: JUnit 5.14.4 is used");
    }
  }

  @Test
  void aNewerJUnitIsForTheUserToComplete() throws Exception {
    List<Path> newer = relabelled(JUnits.JUNIT_6.withoutLauncher(), "6.1.3", "6.9.1", "-", "-");
    var classes = Sources.compile(JUnits.JUNIT_6.complete(), JUPITER);
    assertThat(Requests.of("FooTest").classPath(newer).compiled(classes).problem())
        .isEqualTo(
            "JUnit 6.9.1 on the class path lacks junit-platform-launcher-6.9.1.jar: add it to"
                + " --class-path");
  }

  @Test
  void jupiterTestsWithoutAnyJUnit() {
    var classes = Sources.compile(JUnits.JUNIT_5_10.complete(), JUPITER);
    try (TestedProgram p = new TestedProgram(Requests.of("FooTest").compiled(classes))) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
      assertThat(p.program.notes())
          .containsExactly("the class path has no JUnit Platform: JUnit 6.1.3 is used");
    }
  }

  @Test
  void junit4Alone() {
    try (TestedProgram p = junit4(JUnits.junit4())) {
      assertThat(p.runAll())
          .containsOnly(
              entry("FooTest#passes", "passed"),
              entry("FooTest#fails", "java.lang.AssertionError: expected:<1> but was:<2>"),
              entry("FooTest#off", "later"),
              entry("FooTest#assumes", "Assumption failed: got: <false>, expected: is <true>"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void junit4WithVintage(JUnits junit) {
    List<Path> path = new ArrayList<>(junit.complete());
    path.add(junit.jar(JUnitJar.VINTAGE));
    path.addAll(JUnits.junit4());
    try (TestedProgram p = junit4(path)) {
      assertThat(p.runAll()).hasSize(4).containsEntry("FooTest#passes", "passed");
      assertThat(p.program.notes()).isEmpty();
    }
  }

  @Test
  void junit4BesideJupiterWithoutVintage() {
    try (TestedProgram p =
        junit4(
            Stream.concat(JUnits.JUNIT_6.complete().stream(), JUnits.junit4().stream()).toList())) {
      assertThat(p.runAll()).hasSize(4).containsEntry("FooTest#passes", "passed");
    }
  }

  @Test
  void junit3AndParameterizedJUnit4() {
    var classes =
        Sources.compile(
            JUnits.junit4(),
            "public class Old extends junit.framework.TestCase { public void testIt() { } }",
            """
            @org.junit.runner.RunWith(org.junit.runners.Parameterized.class)
            public class Many {
              @org.junit.runners.Parameterized.Parameters public static Object[] data() { return new Object[] {1, 2}; }
              public Many(int i) { if (i == 2) throw new Error("two"); }
              @org.junit.Test public void t() { }
            }
            """);
    Requests request = Requests.of("Old").classPath(JUnits.junit4()).compiled(classes);
    try (TestedProgram p = new TestedProgram(request)) {
      assertThat(p.runAll()).containsExactly(entry("Old#testIt", "passed"));
    }
    request = Requests.of("Many").classPath(JUnits.junit4()).compiled(classes);
    try (TestedProgram p = new TestedProgram(request)) {
      assertThat(p.runAll())
          .containsExactly(
              entry("Many#t[1]", "passed"), entry("Many#t[2]", "java.lang.Error: two"));
    }
    request = Requests.of("Many#t[2]").classPath(JUnits.junit4()).compiled(classes);
    try (TestedProgram p = new TestedProgram(request)) {
      assertThat(p.runAll()).containsExactly(entry("Many#t[2]", "java.lang.Error: two"));
    }
  }

  @Test
  void junit4TestsWithoutJUnit4() {
    var classes =
        Sources.compile(
            JUnits.junit4(), "public class FooTest { @org.junit.Test public void t() { } }");
    assertThat(Requests.of("FooTest").compiled(classes).problem())
        .isEqualTo(
            "FooTest has neither a main method nor a test (its tests need JUnit on the class path:"
                + " add its jars to --class-path)");
  }

  /** Repacked into the user's jar, JUnit has no version and no repository. */
  @ParameterizedTest
  @EnumSource(names = {"JUNIT_5", "JUNIT_6"})
  void junitInTheProgramsOwnJar(JUnits junit) throws IOException {
    Path fat = fat(junit.withoutLauncher());
    try (TestedProgram p = jupiter(List.of(fat))) {
      assertThat(p.runAll().values()).containsExactly("passed", "passed");
      assertThat(p.program.notes()).hasSize(1);
      assertThat(p.program.notes().getFirst()).contains("JUnit " + junit.version + " is used");
    }
  }

  private static TestedProgram jupiter(List<Path> classPath) {
    var classes = Sources.compile(JUnits.JUNIT_5_10.complete(), JUPITER);
    return new TestedProgram(Requests.of("FooTest").classPath(classPath).compiled(classes));
  }

  private static TestedProgram junit4(List<Path> classPath) {
    var classes =
        Sources.compile(
            JUnits.junit4(),
            """
            import org.junit.*;
            public class FooTest {
              @Test public void passes() { }
              @Test public void fails() { Assert.assertEquals(1, 2); }
              @Test @Ignore("later") public void off() { }
              @Test public void assumes() { Assume.assumeTrue(false); }
            }
            """);
    return new TestedProgram(Requests.of("FooTest").classPath(classPath).compiled(classes));
  }

  enum Repository {
    MAVEN {
      @Override
      Path version(Path root, JUnitJar jar, String version) {
        return root.resolve(jar.group.replace('.', '/')).resolve(jar.artifact).resolve(version);
      }
    },
    GRADLE {
      @Override
      Path version(Path root, JUnitJar jar, String version) {
        return root.resolve(jar.group)
            .resolve(jar.artifact)
            .resolve(version)
            .resolve("hash-of-" + jar.artifact);
      }
    };

    abstract Path version(Path root, JUnitJar jar, String version);
  }

  /** A class path without the launcher, out of a repository with or without it. */
  private List<Path> in(Repository repository, boolean withLauncher) throws IOException {
    JUnits junit = JUnits.JUNIT_5_10;
    List<Path> classPath = new ArrayList<>(List.of(JUnits.openTest4j()));
    for (JUnitJar jar : EnumSet.complementOf(EnumSet.of(JUnitJar.VINTAGE))) {
      Path from = junit.jar(jar);
      Path folder = repository.version(temp.resolve("files"), jar, junit.version(jar));
      Path to = Files.createDirectories(folder).resolve(from.getFileName());
      if (jar != JUnitJar.LAUNCHER) {
        classPath.add(Files.copy(from, to));
      } else if (withLauncher) {
        Files.copy(from, to);
      }
    }
    return classPath;
  }

  /** Copies with another version in their manifests. */
  private List<Path> relabelled(
      List<Path> jars, String platform, String otherPlatform, String jupiter, String otherJupiter)
      throws IOException {
    List<Path> copies = new ArrayList<>();
    for (Path jar : jars) {
      Map<String, byte[]> entries = entries(jar);
      String manifest = "META-INF/MANIFEST.MF";
      String text = new String(entries.get(manifest), java.nio.charset.StandardCharsets.UTF_8);
      entries.put(
          manifest,
          Sources.text(
              text.replace("-Version: " + platform, "-Version: " + otherPlatform)
                  .replace("-Version: " + jupiter, "-Version: " + otherJupiter)));
      copies.add(Sources.jar(temp.resolve("copies").resolve(jar.getFileName()), entries));
    }
    return copies;
  }

  private Path fat(List<Path> jars) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    for (Path jar : jars) {
      all.putAll(entries(jar));
    }
    all.put("META-INF/MANIFEST.MF", Sources.text("Manifest-Version: 1.0\n\n"));
    return Sources.jar(temp.resolve("fat.jar"), all);
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (var file = new java.util.jar.JarFile(jar.toFile())) {
      for (var e : java.util.Collections.list(file.entries())) {
        if (!e.isDirectory()) {
          entries.put(e.getName(), file.getInputStream(e).readAllBytes());
        }
      }
    }
    return entries;
  }
}
