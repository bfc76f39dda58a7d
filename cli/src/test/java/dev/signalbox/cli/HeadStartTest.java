package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeadStartTest {
  @TempDir private Path temp = Path.of("");

  @Test
  void guessesFromTheArguments() {
    assertThat(guess("check A")).isEqualTo(new JavaOptions(List.of()));
    assertThat(guess("check A --java-option -Xint --json --java-option=-Da=b"))
        .isEqualTo(new JavaOptions(List.of("-Xint", "-Da=b")));
    assertThat(guess("check A --os-threads --java-option -Xint"))
        .isEqualTo(JavaOptions.of(List.of("-Xint"), true));
    assertThat(guess("check A -- --java-option -Xint")).isEqualTo(new JavaOptions(List.of()));
  }

  @Test
  void doesNotStartWhatIsNotWanted() {
    assertThat(guess("--version")).isNull();
    assertThat(guess("check")).isNull();
    assertThat(guess("check --help")).isNull();
    assertThat(guess("check A --java-option Main")).isNull();
  }

  @Test
  void aWrongGuessIsMended() throws IOException, InterruptedException {
    CheckerJvm jvm = FakeChecker.jvm(FakeChecker.in(temp));
    try (HeadStart start = HeadStart.of(List.of("check", "A"), jvm)) {
      Checker guessed = start.checker(new JavaOptions(List.of()));
      assertThat(start.checker(new JavaOptions(List.of()))).isSameAs(guessed);
      assertThat(start.checker(new JavaOptions(List.of("-Xint")))).isNotSameAs(guessed);
    }
  }

  private static @Nullable JavaOptions guess(String args) {
    return HeadStart.guess(List.of(args.split(" ")));
  }
}
