package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLinesTest {
  private static final Location BANK = new Location("com.acme.Bank", "pay", "Bank.java", 4);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/Bank.java",
        "src/main/java/com/acme/Bank.java",
        "src/test/java/com/acme/Bank.java",
        "Bank.java"
      })
  void findsAClassBelowADirectory(String file) throws IOException {
    write(file, "package com.acme;\n\nclass Bank {\n\t  int balance;  \r\n}\n");
    assertThat(lines(directory).at(BANK)).isEqualTo("int balance;");
  }

  @Test
  void findsAClassInAFile() throws IOException {
    Path file = write("x/Bank.java", "package com.acme;\n\nclass Bank {\n  int balance;\n}\n");
    assertThat(lines(file).at(BANK)).isEqualTo("int balance;");
    assertThat(lines(file).at(new Location("com.acme.Bank", "pay", "Other.java", 4))).isEmpty();
  }

  @Test
  void findsAClassWithoutAPackage() throws IOException {
    write("Hits.java", "class Hits {}\n");
    assertThat(lines(directory).at(new Location("Hits$1", "run", "Hits.java", 1)))
        .isEqualTo("class Hits {}");
  }

  @Test
  void passesOverAFileOfAnotherPackage() throws IOException {
    write("Bank.java", "package com.other;\n\nclass Bank {\n  int wrong;\n}\n");
    write("src/Bank.java", "class Bank {\n\n\n  int wrong;\n}\n");
    Path right = write("y/Bank.java", "package com.acme;\n\nclass Bank {\n  int right;\n}\n");
    assertThat(lines(directory, directory.resolve("src"), right).at(BANK)).isEqualTo("int right;");
  }

  @Test
  void emptyIfThereIsNoSuchLineOrFile() throws IOException {
    Path file = write("Bank.java", "package com.acme;\n");
    assertThat(lines(file).at(new Location("com.acme.Bank", "m", "Bank.java", 1)))
        .isEqualTo("package com.acme;");
    for (int line : new int[] {-1, 0, 2}) {
      assertThat(lines(file).at(new Location("com.acme.Bank", "m", "Bank.java", line))).isEmpty();
    }
    assertThat(lines(directory.resolve("missing")).at(BANK)).isEmpty();
    assertThat(lines(directory).at(new Location("A", "m", "\0", 1))).isEmpty();
    assertThat(lines(directory).at(new Location("A", "m", "", 1))).isEmpty();
  }

  @Test
  void givesTheLinesAroundAsTheyStand() throws IOException {
    write("Bank.java", "package com.acme;\n\nclass Bank {\r\n\tint balance;\n  int limit;\n}\n");
    SourceLines lines = lines(directory);
    assertThat(lines.around(BANK, 1))
        .isEqualTo(Map.of(3, "class Bank {", 4, "\tint balance;", 5, "  int limit;"));
    assertThat(lines.around(BANK, 9).keySet()).containsExactly(1, 2, 3, 4, 5, 6);
    for (int line : new int[] {-1, 0, 7}) {
      assertThat(lines.around(new Location("com.acme.Bank", "m", "Bank.java", line), 9)).isEmpty();
    }
    assertThat(lines.around(new Location("com.other.Bank", "m", "Bank.java", 4), 9)).isEmpty();
  }

  @Test
  void readsAFileOnce() throws IOException {
    Path file = write("Bank.java", "package com.acme;\n\n\n  int balance;\n");
    SourceLines lines = lines(file);
    assertThat(lines.at(BANK)).isEqualTo("int balance;");
    Files.delete(file);
    assertThat(lines.at(BANK)).isEqualTo("int balance;");
  }

  private SourceLines lines(Path... path) {
    return new SourceLines(List.of(path));
  }

  private Path write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
