package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on programs that it must not call clean, and that it cannot check. */
class CheckedProgramsTest {
  private @TempDir Path folder;
  private SignalboxCommand signalbox;

  @BeforeEach
  void inFolder() {
    signalbox = SignalboxCommand.built().in(folder);
  }

  private Outcome check(String body, String... options) throws Exception {
    source("Program", body);
    List<String> all = new ArrayList<>(List.of("check", "Program.java"));
    all.addAll(List.of(options));
    if (!all.contains("--schedules") && !all.contains("--exhaustive")) {
      all.addAll(List.of("--schedules", "300"));
    }
    return signalbox.run(all.toArray(String[]::new));
  }

  private void source(String name, String body) throws IOException {
    Files.writeString(
        folder.resolve(name + ".java"),
        """
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        public class %s {
          static int n;
          static volatile boolean stop;
          static void join(Runnable... bodies) throws Exception {
            Thread[] threads = new Thread[bodies.length];
            for (int i = 0; i < bodies.length; i++) {
              threads[i] = new Thread(bodies[i], "T" + i);
              threads[i].start();
            }
            for (Thread t : threads) {
              t.join();
            }
          }
          public static void main(String[] args) throws Exception {
            %s
          }
        }
        """
            .formatted(name, body));
  }

  private static void cannot(Outcome o, String... words) {
    assertThat(o.status()).as(o.toString()).isEqualTo(2);
    assertThat((o.out() + o.err()).replaceAll("\\s+", " ")).contains(words);
    assertThat(o.out() + o.err()).doesNotContain("\tat ");
  }

  @Test
  void standardInputIsRefused() throws Exception {
    cannot(check("join(() -> {}); System.in.read();"), "standard input", "arguments or a file");
  }

  @Test
  void oneThreadHasNothingToInterleave() throws Exception {
    Outcome o = check("n++;");
    assertThat(o.status()).isEqualTo(0);
    assertThat(o.out()).contains("only one thread: there is nothing to interleave");
  }

  @Test
  void threadsWithoutANameAreToldApart() throws Exception {
    Outcome o =
        check(
            """
            var a = new java.util.concurrent.locks.ReentrantLock();
            var b = new java.util.concurrent.locks.ReentrantLock();
            Runnable there = () -> { a.lock(); b.lock(); b.unlock(); a.unlock(); };
            Runnable back = () -> { b.lock(); a.lock(); a.unlock(); b.unlock(); };
            Thread one = Thread.startVirtualThread(there);
            Thread two = Thread.startVirtualThread(back);
            one.join();
            two.join();
            """);
    assertThat(o.status()).isEqualTo(1);
    assertThat(o.out())
        .contains("virtual 2 and virtual 3 wait for each other")
        .contains("start virtual 3")
        .contains("held by virtual 2");
  }

  @Test
  void theCauseIsWhatTheJoinedThreadWaitsForThoughItIsADaemon() throws Exception {
    Outcome o =
        check(
            """
            var nobody = new Semaphore(0);
            Thread.ofVirtual().name("late").start(nobody::acquireUninterruptibly).join();
            """);
    assertThat(o.status()).isEqualTo(1);
    assertThat(o.out()).contains("late waits for Semaphore");
  }

  @Test
  void aDataRaceIsFoundThatHarmsNoExecution() throws Exception {
    Outcome o = check("join(() -> n = 1, () -> n = 1);");
    assertThat(o.status()).as(o.toString()).isEqualTo(1);
    assertThat(o.out())
        .startsWith(
            "race: Program.n is written by T0 and written by T1, and nothing orders the two")
        .contains("T0 writes Program.n\n    at Program.lambda$main$0(Program.java:17)");
  }

  @Test
  void dataRacesAreNotLookedForOnRequest() throws Exception {
    Outcome o = check("join(() -> n = 1, () -> n = 1);", "--no-races");
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
  }

  @Test
  void dataRacesThatAreMeantAreListedInAFile() throws Exception {
    Path file = folder.resolve("meant");
    Files.writeString(file, "# counts roughly\nProgram.n   # a statistic\n");
    Outcome o = check("join(() -> n = 1, () -> n = 1);", "--ignore-races", file.toString());
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
    Files.writeString(file, "Program.m\n");
    o = check("join(() -> n = 1, () -> n = 1);", "--ignore-races", file.toString());
    assertThat(o.status()).as(o.toString()).isEqualTo(1);
  }

  @Test
  void aListOfRacesThatCannotBeRead() throws Exception {
    Path file = folder.resolve("meant");
    cannot(
        check("join(() -> n = 1);", "--ignore-races", file.toString()),
        "there is no file",
        "meant");
    Files.writeString(file, "Program.n is harmless\n");
    cannot(
        check("join(() -> n = 1);", "--ignore-races", file.toString()),
        "'Program.n is harmless' is no field");
  }

  @Test
  void aLoopWithoutSchedulingPointIsNamed() throws Exception {
    cannot(
        check("join(() -> {}); int i = 0; while (i >= 0) { i = (i + 1) & 1023; }"),
        "thread main",
        "without a scheduling point at Program.main(Program.java:17)");
  }

  @Test
  void socketsBetweenItsThreadsAreNotControlled() throws Exception {
    cannot(
        check(
            """
            var server = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
            join(() -> {
              try (var s = server.accept()) { } catch (java.io.IOException e) { }
            });
            """),
        "thread T0",
        "waiting for the outside world",
        "Program.java:19");
  }

  @Test
  void aThreadOfTheJdkIsNotControlled() throws Exception {
    cannot(
        check("new ProcessBuilder(\"true\").start().onExit().get(); join(() -> n++);"),
        "process reaper",
        "not controlled");
  }

  @Test
  void whatCannotBeInstrumentedIsNeverClean() throws Exception {
    StringBuilder code = new StringBuilder("int[] a = new int[3]; join(() -> n++);");
    for (int i = 0; i < 6_000; i++) {
      code.append("a[0] = a[1];");
    }
    cannot(check(code.toString()), "not everything could be instrumented", "Program (Code length");
  }

  @Test
  void anExitStatusOtherThanZeroIsAFinding() throws Exception {
    Outcome o = check("join(() -> n++, () -> n++); if (n != 2) { System.exit(3); }");
    assertThat(o.status()).isEqualTo(1);
    assertThat(o.out()).startsWith("exception: the program called System.exit(3)");
  }

  @Test
  void exitAndHaltEndOneExecution() throws Exception {
    Outcome exit = check("join(() -> n++); System.exit(0);");
    assertThat(exit.status()).as(exit.toString()).isEqualTo(0);
    Outcome halt = check("join(() -> n++); Runtime.getRuntime().halt(0);");
    assertThat(halt.status()).as(halt.toString()).isEqualTo(0);
    assertThat(halt.out()).contains("300 interleavings");
  }

  @Test
  void tenThousandRoundsAreNoHang() throws Exception {
    String rounds = "for (int i = 0; i < 10_000; i++) { synchronized (Program.class) { n++; } }";
    Outcome o =
        check(
            "join(() -> { %s }, () -> { %s }); if (n != 20_000) { throw new AssertionError(); }"
                .formatted(rounds, rounds),
            "--schedules",
            "9");
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
  }

  @Test
  void aThreadThatSpinsForEverIsAHang() throws Exception {
    Outcome o = check("join(() -> { while (!stop) { } });", "--max-steps", "50000");
    assertThat(o.status()).isEqualTo(1);
    assertThat(o.out()).startsWith("hang: no end after 50,001 scheduling points");
  }

  @Test
  void aReplayOfAnotherVersionIsRefused() throws Exception {
    String race = "join(() -> n++, () -> n++); if (n != 2) { throw new AssertionError(); }";
    assertThat(check(race).status()).isEqualTo(1);
    source("Program", race + " n = 0;");
    cannot(
        signalbox.run("check", "--replay", ".signalbox/Program.replay"),
        "made from another version of Program");
  }

  @Test
  void aReplayThatDivergesSaysWhere() throws Exception {
    String race =
        "if (System.getProperty(\"other\") != null) { n = 0; }"
            + " join(() -> n++, () -> n++); if (n != 2) { throw new AssertionError(); }";
    assertThat(check(race).status()).isEqualTo(1);
    assertThat(signalbox.run("check", "--replay", ".signalbox/Program.replay").status())
        .isEqualTo(1);
    cannot(
        signalbox.run(
            "check", "--replay", ".signalbox/Program.replay", "--java-option=-Dother=yes"),
        "the replay diverges at step ",
        "not controlled");
  }

  @Test
  void whatDoesNotReproduceIsNotHidden() throws Exception {
    cannot(
        check(
            """
            join(() -> n++);
            String runs = System.getProperty("runs", "");
            System.setProperty("runs", runs + "x");
            if (runs.length() == 5) { throw new AssertionError("sixth"); }
            """),
        "a bug was seen",
        "sixth",
        "does not show it again");
  }

  @Test
  void problemsAreJsonToo() throws Exception {
    Outcome o = check("join(() -> {}); System.in.read();", "--json");
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.out()).contains("\"schema\": 1").contains("standard input");
    assertThat(o.err()).isEmpty();
  }

  @Test
  void aFindingIsJsonToo() throws Exception {
    Outcome o =
        check("join(() -> n++, () -> n++); if (n != 2) { throw new AssertionError(); }", "--json");
    assertThat(o.status()).isEqualTo(1);
    assertThat(o.out()).contains("\"schema\": 1", "\"kind\": \"assertion\"", "\"events\": [");
  }

  @Test
  void reportsGoToTheirFolder() throws Exception {
    Outcome o =
        check(
            "join(() -> n++, () -> n++); if (n != 2) { throw new AssertionError(); }",
            "--report",
            "out");
    assertThat(o.status()).isEqualTo(1);
    assertThat(folder.resolve("out/Program.replay")).exists();
    assertThat(folder.resolve("out/report.txt")).content().startsWith("assertion: ");
    assertThat(folder.resolve("out/report.json")).content().contains("\"schema\": 1");
    assertThat(folder.resolve("out/report.html"))
        .content()
        .contains("<span class=\"found\">assertion:</span>", "join(() -> n++, () -> n++);");
  }

  @Test
  void anExhaustiveSearchSaysThatNothingIsLeft() throws Exception {
    String body = "join(() -> stop = true, () -> stop = false);";
    Outcome o = check(body, "--exhaustive");
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
    assertThat(o.out()).startsWith("no bug found in all 2 interleavings of Program (");
    assertThat(o.out()).contains("explored to the end").doesNotContain("seed", "but:");
    Outcome json = check(body, "--exhaustive", "--json");
    assertThat(json.out()).contains("\"executions\": 2,", "\"complete\": true");
  }

  @Test
  void anExhaustiveSearchGoesOnAfterADataRace() throws Exception {
    Outcome o = check("join(() -> n = 1, () -> n = 2);", "--exhaustive");
    assertThat(o.status()).as(o.toString()).isEqualTo(1);
    assertThat(o.out()).startsWith("race: Program.n is written by T0 and written by T1");
    assertThat(o.out()).contains("in execution 1 of 2", "explored to the end");
    Outcome again = signalbox.run("check", "--replay", ".signalbox/Program.replay");
    assertThat(again.out()).startsWith("race: Program.n is written by T0 and written by T1");
  }

  @Test
  void anExhaustiveSearchFindsTheOneOrder() throws Exception {
    Outcome o =
        check("join(() -> n++, () -> n++); if (n != 2) { System.exit(3); }", "--exhaustive");
    assertThat(o.status()).as(o.toString()).isEqualTo(1);
    assertThat(o.out()).contains("(exhaustive); shrunk to");
  }

  @Test
  void anExhaustiveSearchIsNotCompleteAtTheTimeLimit() throws Exception {
    String loop = "for (int i = 0; i < 50; i++) { stop = !stop; }";
    String body = "join(() -> { %s }, () -> { %s });".formatted(loop, loop);
    Outcome o = check(body, "--exhaustive", "--time", "500ms");
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
    assertThat(o.out()).contains("stopped at the time limit").doesNotContain("all ");
    Outcome json = check(body, "--exhaustive", "--time", "500ms", "--json");
    assertThat(json.out()).contains("\"complete\": false", "\"finished\": false");
  }

  @Test
  void aBoundedSearchSaysUpToWhere() throws Exception {
    Outcome o =
        check(
            "join(() -> stop = !stop, () -> stop = !stop);", "--exhaustive", "--preemptions", "1");
    assertThat(o.status()).as(o.toString()).isEqualTo(0);
    assertThat(o.out().replaceAll("\\s+", " "))
        .contains("all interleavings with up to 1 preemption")
        .doesNotContain("found in all");
  }

  @Test
  void aFindingIsReplayedOnThreadsOfTheOperatingSystem() throws Exception {
    Outcome found = check("join(() -> n++, () -> n++); assert n == 2;", "--no-races");
    assertThat(found.status()).as(found.toString()).isEqualTo(1);
    Outcome shown = signalbox.run("check", "--replay", ".signalbox/Program.replay");
    Outcome again = signalbox.run("check", "--replay", ".signalbox/Program.replay", "--os-threads");
    assertThat(again.status()).as(again.toString()).isEqualTo(1);
    assertThat(again.err()).isEmpty();
    assertThat(withoutTime(again)).isEqualTo(withoutTime(shown));
  }

  @Test
  void aFindingOfThreadsOfTheOperatingSystemIsReplayedOnContinuations() throws Exception {
    Outcome found =
        check("join(() -> n++, () -> n++); assert n == 2;", "--no-races", "--os-threads");
    assertThat(found.status()).as(found.toString()).isEqualTo(1);
    Outcome shown = signalbox.run("check", "--replay", ".signalbox/Program.replay", "--os-threads");
    Outcome again = signalbox.run("check", "--replay", ".signalbox/Program.replay");
    assertThat(again.status()).as(again.toString()).isEqualTo(1);
    assertThat(withoutTime(again)).isEqualTo(withoutTime(shown));
  }

  private static String withoutTime(Outcome o) {
    return o.out().replaceAll("[\\d.]+ s ", "");
  }

  @Test
  void aJvmWithoutContinuationsIsGivenThreads() throws Exception {
    Outcome o =
        check(
            "join(() -> n++, () -> n++); assert n == 2;",
            "--no-races",
            "--java-option=-XX:+UnlockExperimentalVMOptions",
            "--java-option=-XX:-VMContinuations");
    assertThat(o.status()).as(o.toString()).isEqualTo(1);
    assertThat(o.err())
        .isEqualTo(
            "signalbox: continuations do not work in this JVM"
                + " (java.lang.UnsupportedOperationException: VM does not support continuations):"
                + " threads of the operating system (slower)\n");
    assertThat(o.out()).startsWith("assertion: ");
  }

  @Test
  void aStandstillOfAThreadOfTheOperatingSystemIsNamed() throws Exception {
    cannot(
        check("join(() -> { int i = 0; while (i >= 0) i &= 1; });", "--os-threads"),
        "thread T0 has run for",
        "without a scheduling point at Program.lambda");
  }
}
