package linearizable;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.check.Linearizable;
import dev.signalbox.check.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of docs/linearizability.md; {@code -Dgolden.update=true} writes them anew. */
class ReportTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "linearizable");

  @TempDir private Path folder;

  @Test
  void aQueueWhoseHeadIsSetInsteadOfSwapped() throws IOException {
    check(
        "polls-twice.txt",
        Linearizable.of(
            () -> new MichaelScottQueue.PollsTwice<Integer>(),
            Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x)),
            Operation.of("poll", q -> q.poll())));
  }

  @Test
  void aMailboxThatLosesAWakeUp() throws IOException {
    check(
        "waits-in-vain.txt",
        Linearizable.of(
                () -> new Planted.Mailbox(),
                Operation.action("put", List.of("x", "y"), (m, x) -> m.put(x)),
                Operation.of("take", m -> m.take()))
            .threads(2));
  }

  private CheckSettings settings(String name) {
    return Checker.defaults().name(name.replace(".txt", "")).seed(1).report(folder);
  }

  private void check(String name, Linearizable<?> check) throws IOException {
    String report =
        String.valueOf(
            assertThatExceptionOfType(CheckFailedError.class)
                .isThrownBy(() -> check.check(settings(name)))
                .actual()
                .getMessage());
    String timeless =
        report.replaceAll("\\d+\\.\\d+ s ", "0.00 s ").replace(folder.toString(), ".signalbox");
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, timeless);
    }
    assertEquals(Files.readString(file), timeless, () -> "differs from " + file);
  }
}
