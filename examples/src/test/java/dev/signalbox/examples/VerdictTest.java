package dev.signalbox.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken examples are found, with the kind of bug that they stand for; mended ones come clean. */
class VerdictTest {
  private static final String ENOUGH = "3000";

  @ParameterizedTest
  @MethodSource("dev.signalbox.examples.Examples#all")
  void verdict(Examples.Example example, @TempDir Path folder) throws Exception {
    Examples.Outcome o =
        Examples.signalbox(
            "check",
            example.source().toString(),
            "--class-path",
            Examples.CORE.toString(),
            "--schedules",
            ENOUGH,
            "--seed",
            "1",
            "--report",
            folder.toString());
    String first = o.output().lines().findFirst().orElse("");
    if (example.isBroken()) {
      assertTrue(first.startsWith(example.verdict() + ": "), o.output());
      assertEquals(1, o.status(), o.output());
    } else {
      assertTrue(first.startsWith("no bug found in 3,000 interleavings"), o.output());
      assertEquals(0, o.status(), o.output());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "race/CounterWithLock, no bug found in all 4 interleavings",
    "race/BankTransferMended, no bug found in all 2 interleavings",
    "deadlock/PreventedByOrder, no bug found in all 2 interleavings",
    "race/CounterRace, assertion: ",
    "deadlock/TwoLocks, deadlock: ",
    "waiting/LostWakeup, deadlock: ",
  })
  void exhaustively(String example, String verdict, @TempDir Path folder) throws Exception {
    Examples.Outcome o =
        Examples.signalbox(
            "check",
            Examples.FOLDER.resolve(example + ".java").toString(),
            "--exhaustive",
            "--time",
            "1m",
            "--report",
            folder.toString());
    assertTrue(o.output().startsWith(verdict), o.output());
  }

  @Test
  void everyProgramHasAVerdict() {
    Set<String> listed =
        Examples.all().map(Examples.Example::name).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(programs(), listed);
  }

  private static Set<String> programs() {
    Set<String> names = new TreeSet<>();
    for (String topic :
        List.of(
            "race",
            "deadlock",
            "livelock",
            "starvation",
            "waiting",
            "pools",
            "async",
            "lockfree")) {
      try (Stream<Path> files = Files.list(Examples.FOLDER.resolve(topic))) {
        files
            .map(f -> topic + "/" + f.getFileName().toString().replace(".java", ""))
            .forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }
}
