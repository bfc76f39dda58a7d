package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several JVMs report what one does, whatever becomes of them, and leave nothing behind. */
class JobsTest {
  /** Takes long enough for the others to join in. */
  private static final String MANY = "300000";

  private @TempDir Path folder;
  private SignalboxCommand signalbox;

  @BeforeEach
  void inFolder() {
    signalbox = SignalboxCommand.built().in(folder);
  }

  private void program(String bodies, String end) throws IOException {
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import java.util.concurrent.atomic.*;
        public class Program {
          static final Object A = new Object();
          static final Object B = new Object();
          static final AtomicInteger ORDER = new AtomicInteger();
          static volatile int n;
          static int plain;
          static int other;
          static void add() {
            n++;
          }
          public static void main(String[] args) throws Exception {
            Runnable[] bodies = {%s};
            Thread[] threads = new Thread[bodies.length];
            for (int i = 0; i < bodies.length; i++) {
              threads[i] = new Thread(bodies[i], "T" + i);
              threads[i].start();
            }
            for (Thread t : threads) {
              t.join();
            }
            %s
          }
        }
        """
            .formatted(bodies, end));
  }

  private Outcome check(int jobs, String schedules) throws InterruptedException {
    return signalbox.run(
        "check", "Program.java", "--seed=3", "--schedules=" + schedules, "--jobs=" + jobs);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "soon | () -> add(), () -> add() | if (n != 2) throw new AssertionError(n); | 1",
        "deadlock | () -> { synchronized (A) { synchronized (B) { n++; } } },"
            + " () -> { synchronized (B) { synchronized (A) { n++; } } } | | 1",
        "clean | () -> { synchronized (A) { n++; } }, () -> { synchronized (A) { n++; } } | | 0",
        "races | () -> { plain = 1; other = 1; }, () -> { if (plain == 1) { other = 2; } } | | 1",
        "uncontrolled | () -> add(), () -> { if (n == 1) { try { System.in.read(); }"
            + " catch (java.io.IOException e) { } } } | | 2",
      })
  void theReportIsTheSame(String name, String bodies, String end, int status) throws Exception {
    program(bodies, end == null ? "" : end);
    isTheSame(MANY, status);
  }

  /** One order of so many that it takes a while to meet, and that all of them look for. */
  @Test
  void theFindingIsTheOneWithTheSmallestNumber() throws Exception {
    String times = "() -> { for (int i = 0; i < 9; i++) { ORDER.updateAndGet(x -> 2 * x + %d); } }";
    program(
        times.formatted(0) + ", " + times.formatted(1),
        "if (ORDER.get() == 0b100101110010011010) { throw new AssertionError(); }");
    isTheSame("3000000", 1);
  }

  private void isTheSame(String schedules, int status) throws InterruptedException {
    Outcome one = check(1, schedules);
    assertThat(one.status()).as(one.toString()).isEqualTo(status);
    for (int jobs = 2; jobs <= 3; jobs++) {
      Outcome o = check(jobs, schedules);
      assertThat(withoutTime(o)).isEqualTo(withoutTime(one));
    }
  }

  /** The line may be broken elsewhere when a figure is longer. */
  private static String withoutTime(Outcome o) {
    return (o.status() + o.out() + o.err())
        .replaceAll("\\s+", " ")
        .replaceAll("[0-9.]+ s\\b", "T s");
  }

  @Test
  @Timeout(120)
  void aWorkerThatDiesIsToldAndItsShareIsDone() throws Exception {
    program("() -> { synchronized (A) { n++; } }, () -> { synchronized (A) { n++; } }", "");
    Process process =
        signalbox.start("check", "Program.java", "--seed=3", "--schedules=3000000", "--jobs=2");
    workers(process, 1).getFirst().destroyForcibly();
    String out = text(process);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out)
        .contains("no bug found in 3,000,000 interleavings")
        .contains("one of the JVMs of --jobs ended (exit status 137)");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  @Timeout(120)
  void noWorkerOutlivesItsParent(boolean theCommand) throws Exception {
    program("() -> { synchronized (A) { n++; } }, () -> { synchronized (A) { n++; } }", "");
    Process process = signalbox.start("check", "Program.java", "--time=10m", "--jobs=3");
    List<ProcessHandle> workers = workers(process, 2);
    ProcessHandle coordinator = process.children().findFirst().orElseThrow();
    if (theCommand) {
      process.destroy();
    } else {
      coordinator.destroyForcibly();
    }
    for (ProcessHandle worker : workers) {
      assertThat(worker.onExit()).succeedsWithin(Duration.ofSeconds(60));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(theCommand ? 143 : 2);
  }

  @Test
  void anExhaustiveSearchHasOne() throws Exception {
    program("() -> n++", "");
    Outcome o = signalbox.run("check", "Program.java", "--exhaustive", "--jobs=2");
    assertThat(o.status()).isEqualTo(2);
    assertThat(o.err()).startsWith("signalbox: --exhaustive and --jobs exclude each other: ");
    assertThat(signalbox.run("check", "Program.java", "--exhaustive", "--jobs=1").status())
        .isZero();
  }

  /** The JVMs that the checker's own has started, as soon as there are so many. */
  private static List<ProcessHandle> workers(Process command, int count) {
    List<ProcessHandle> workers = new ArrayList<>();
    while (workers.size() < count && command.isAlive()) {
      workers.clear();
      command
          .children()
          .flatMap(ProcessHandle::children)
          .filter(p -> p.info().command().orElse("").endsWith("java"))
          .forEach(workers::add);
      Thread.onSpinWait();
    }
    assertThat(workers).hasSize(count);
    return workers;
  }

  private static String text(Process process) throws IOException {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return out.lines().collect(Collectors.joining(" ")).replaceAll(" +", " ");
    }
  }
}
