package dev.signalbox.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every finding is shown again, every time: each broken example's interleaving is followed a
 * hundred times in each of two JVMs that differ from the one that found it, and every scheduling
 * point is compared.
 */
class ReplayTest {
  private static final String TIMES = "100";

  /** Of those that never end, where nothing is compiled. */
  private static final String FEW_TIMES = "10";

  /** For the examples that never end, a hundred times is long enough with this. */
  private static final String STEPS = "20000";

  @Test
  void everyReplayAgrees(@TempDir Path folder) throws Exception {
    List<String> files = new ArrayList<>();
    List<String> endless = new ArrayList<>();
    for (Examples.Example e : Examples.broken().toList()) {
      Examples.Outcome found =
          Examples.signalbox(
              "check",
              e.className(),
              "--class-path",
              Examples.FOLDER.resolve("target/classes").toString(),
              "--seed",
              "1",
              "--max-steps",
              STEPS,
              "--report",
              folder.toString());
      assertEquals(1, found.status(), found.output());
      boolean ends = !List.of("livelock", "starvation").contains(e.verdict());
      (ends ? files : endless).add(folder.resolve(e.className() + ".replay").toString());
    }
    agree(files, TIMES, "-Xint", "-XX:+UseSerialGC");
    agree(files, TIMES, "-XX:+UseParallelGC");
    agree(endless, FEW_TIMES, "-Xint", "-XX:+UseSerialGC");
    agree(endless, TIMES, "-XX:+UseParallelGC");
  }

  private static void agree(List<String> files, String times, String... options) throws Exception {
    int all = files.size() * Integer.parseInt(times);
    assertEquals("agreed " + all, replays(files, times, options));
  }

  private static String replays(List<String> files, String times, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(options));
    command.add("-javaagent:" + Examples.ENGINE + "=child");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ReplayMany.class.getName());
    command.add(times);
    command.addAll(files);
    Examples.Outcome o = Examples.java(command);
    return o.output().strip();
  }
}
