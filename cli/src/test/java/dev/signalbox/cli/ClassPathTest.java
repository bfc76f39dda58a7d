package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathTest {
  @TempDir private Path temp = Path.of("");

  @Test
  void isTheOptionThenTheReplayFileThenTheVariableThenHere() {
    String a = temp.toString();
    assertThat(ClassPath.of(a + "::.", List.of("x"), "y").entries()).containsExactly(a, ".", ".");
    assertThat(ClassPath.of(null, List.of(a), "y").entries()).containsExactly(a);
    assertThat(ClassPath.of(null, List.of(), a).entries()).containsExactly(a);
    assertThat(ClassPath.of(null, List.of(), "").entries()).containsExactly(".");
    assertThat(ClassPath.of(null, List.of(), null).entries()).containsExactly(".");
  }

  @Test
  void theVariableMayNameWhatIsNotThere() {
    assertThat(ClassPath.of(null, List.of(), "/no/such:" + temp).entries())
        .containsExactly(temp.toString());
  }

  @Test
  void javacGetsTheJarsOfAFolder() throws IOException {
    Files.writeString(temp.resolve("b.jar"), "");
    Files.writeString(temp.resolve("a.JAR"), "");
    Files.writeString(temp.resolve("c.txt"), "");
    assertThat(new ClassPath(List.of("x", temp + "/*")).forJavac())
        .isEqualTo("x:" + temp + "/a.JAR:" + temp + "/b.jar");
  }

  @Test
  void theSourcesOfAClassAreSoughtWhereBuildToolsHaveThem() throws IOException {
    for (String folder : new String[] {"target/test-classes", "src/test/java", "other"}) {
      Files.createDirectories(temp.resolve(folder));
    }
    String classes = temp.resolve("target/test-classes").toString();
    ClassPath path = new ClassPath(List.of(classes, temp + "/other", "a.jar"));
    assertThat(Program.ofClass("A", path).sourcePath())
        .containsExactly(temp.resolve("src/test/java").toString(), classes, temp + "/other");
  }
}
