package dev.signalbox.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four ways to prevent deadlock with the library: what they print when they are just run. */
class PreventionTest {
  @ParameterizedTest
  @CsvSource({
    "PreventedByLockOrder, 'rejected: lock order inverted: \"orders\" before \"stock\"'",
    "PreventedByLockOrder, '  \"stock\" before \"orders\", as seen first by \"A\"'",
    "PreventedByLockOrder, '  \"orders\" before \"stock\", as tried now by \"B\"'",
    "PreventedByLockOrder, '1 movement, 1 rejected'",
    "PreventedByDeadline, '2 movements, somebody gave way: true'",
    "PreventedByWaitGraph, 'broken: a deadlock of 2 threads'",
    "PreventedByWaitGraph, '2 movements, 1 gave way'",
    "PreventedByLockSet, '4 movements, each with both locks'",
  })
  void prints(String program, String line) throws Exception {
    Examples.Outcome o =
        Examples.java(
            List.of(
                "--class-path",
                Examples.CORE.toString(),
                Examples.FOLDER.resolve("deadlock/" + program + ".java").toString()));
    assertEquals(0, o.status(), o.output());
    assertTrue(o.output().lines().anyMatch(line::equals), o.output());
  }
}
