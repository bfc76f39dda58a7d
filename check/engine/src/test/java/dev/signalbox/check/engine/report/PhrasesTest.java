package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhrasesTest {

  @Test
  void oneEventAsItIs() {
    assertThat(join("read counter = 0")).isEqualTo("read counter = 0");
  }

  @Test
  void namesAVariableOnce() {
    assertThat(join("read n = 0", "write n = 1", "read m = 2", "read n = 1"))
        .isEqualTo("read n = 0, write 1, read m = 2, read n = 1");
  }

  @Test
  void keepsAValueThatLooksLikeAnAccess() {
    assertThat(join("read s = \"a = b\"", "write s = \"read s = 1\""))
        .isEqualTo("read s = \"a = b\", write \"read s = 1\"");
  }

  @Test
  void countsWhatComesAgain() {
    assertThat(join("lock a", "lock a", "lock a", "unlock a"))
        .isEqualTo("lock a (3 times), unlock a");
  }

  @Test
  void countsAPatternThatRepeats() {
    List<String> spin = Collections.nCopies(1_200, "read done = false");
    assertThat(Phrases.join(spin)).isEqualTo("read done = false (1,200 times)");
    List<String> pairs = new ArrayList<>();
    spin.forEach(s -> pairs.addAll(List.of(s, "onSpinWait")));
    assertThat(Phrases.join(pairs)).isEqualTo("read done = false, onSpinWait (1,200 times)");
  }

  @Test
  void leavesOutTheMiddleOfManyDifferentOnes() {
    List<String> counting = IntStream.range(0, 10_000).mapToObj(i -> "write n = " + i).toList();
    assertThat(Phrases.join(counting))
        .isEqualTo(
            "write n = 0, write 1, write 2, write 3, write 4, write 5, write 6, write 7,"
                + " … 9,989 more, write n = 9997, write 9998, write 9999");
    assertThat(Phrases.join(counting.subList(0, 12)))
        .endsWith("write 7, write 8, write 9, write 10, write 11");
  }

  private static String join(String... events) {
    return Phrases.join(List.of(events));
  }
}
