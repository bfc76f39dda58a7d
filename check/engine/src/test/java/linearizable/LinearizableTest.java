package linearizable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckReport;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.check.InconclusiveCheckException;
import dev.signalbox.check.Linearizable;
import dev.signalbox.check.Operation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check promises besides finding faults. */
class LinearizableTest {
  @TempDir private Path folder;

  private CheckSettings settings() {
    return Checker.defaults().seed(1).schedules(200).report(folder);
  }

  private static Linearizable<MichaelScottQueue<Integer>> pollsTwice() {
    return Linearizable.of(
        () -> new MichaelScottQueue.PollsTwice<Integer>(),
        Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x)),
        Operation.of("poll", q -> q.poll()));
  }

  private static CheckFailedError failure(ThrowingCallable check) {
    return assertThatExceptionOfType(CheckFailedError.class).isThrownBy(check).actual();
  }

  @Test
  void theReplayShowsTheSameHistoryAndInterleaving() {
    CheckFailedError found = failure(() -> pollsTwice().check(settings()));
    CheckFailedError again =
        failure(
            () -> pollsTwice().check(Checker.defaults().replay(found.replayFiles().getFirst())));

    assertThat(again.replayFiles()).isEqualTo(found.replayFiles());
    assertThat(shown(again)).isEqualTo(shown(found)).contains("poll()", "One after the other");
  }

  /** From the history to the end of the interleaving. */
  private static String shown(CheckFailedError e) {
    String text = String.valueOf(e.getMessage());
    return text.substring(text.indexOf("  main "), text.indexOf("\n\n    MichaelScottQueue.java"));
  }

  @Test
  void theScenarioIsAsSmallAsItCanBe() {
    String text = String.valueOf(failure(() -> pollsTwice().check(settings())).getMessage());

    assertThat(text)
        .containsPattern("(?m)^  main +first +second$")
        .containsPattern("(?m)^  offer\\([12]\\) → true$")
        .containsPattern("of its \\d+ operations 3 are needed");
  }

  @Test
  void exhaustivelyAllInterleavingsOfAllScenarios() {
    CheckReport report =
        Linearizable.of(
                AtomicInteger::new,
                Operation.of("incrementAndGet", a -> a.incrementAndGet()),
                Operation.of("get", a -> a.get()))
            .threads(2)
            .operations(2)
            .scenarios(20)
            .check(Checker.defaults().exhaustive().report(folder));

    assertThat(report.complete()).isTrue();
    assertThat(report.executions()).isGreaterThan(20);
    assertThat(report.toString()).contains("linearizable in");
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(
            () -> pollsTwice().threads(2).check(Checker.defaults().exhaustive().report(folder)))
        .withMessageStartingWith("assertion: not linearizable");
  }

  @Test
  void anObjectThatIsWrongInOneThreadIsMeasuredByItsSpecification() {
    Linearizable<Deque<Integer>> stack =
        Linearizable.<Deque<Integer>>of(
            ConcurrentLinkedDeque::new,
            Operation.action("add", List.of(1, 2), (d, x) -> d.push(x)),
            Operation.of("remove", d -> d.poll()));
    stack.check(settings());

    Linearizable<Queue<Integer>> queue =
        Linearizable.<Queue<Integer>>of(
                LastInFirstOut::new,
                Operation.of("add", List.of(1, 2), (q, x) -> q.offer(x)),
                Operation.of("remove", q -> q.poll()))
            .specification(ArrayDeque::new);
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(() -> queue.check(settings()))
        .withMessageStartingWith("assertion: not linearizable");
  }

  private static final class LastInFirstOut extends ConcurrentLinkedDeque<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Integer x) {
      return offerFirst(x);
    }
  }

  @Test
  void operationsOfTheJdkMayWait() {
    Linearizable.of(
            () -> new LinkedBlockingQueue<Integer>(1),
            Operation.action("put", List.of(1, 2), (q, x) -> q.put(x)),
            Operation.of("take", q -> q.take()),
            Operation.of("poll", q -> q.poll()))
        .check(settings());
  }

  @Test
  void exceptionsAreResults() {
    Linearizable.of(
            () -> new LinkedBlockingQueue<Integer>(1),
            Operation.of("add", List.of(1, 2), (q, x) -> q.add(x)),
            Operation.of("remove", q -> q.remove()))
        .check(settings());
  }

  @Test
  void observersLookAtTheEnd() {
    Linearizable<ConcurrentLinkedQueue<Integer>> blind =
        Linearizable.of(
            ConcurrentLinkedQueue::new,
            Operation.action(
                "addIfAbsent",
                List.of(1),
                (q, x) -> {
                  if (!q.contains(x)) {
                    q.add(x);
                  }
                }));
    blind.check(settings());
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(
            () -> blind.afterwards(Operation.of("elements", q -> List.copyOf(q))).check(settings()))
        .withMessageContaining("elements() → [1, 1]");
  }

  /** Whatever the order, its results are right. */
  private static final class Touched {
    private int last;

    void touch(int by) {
      last = by;
    }
  }

  @Test
  void aDataRaceIsToldAlsoIfAllResultsFit() {
    Linearizable<Touched> check =
        Linearizable.of(
            Touched::new, Operation.action("touch", List.of(1, 2), (t, by) -> t.touch(by)));

    assertThat(failure(() -> check.check(settings())))
        .hasMessageStartingWith("race: Touched.last is written by first and written by second")
        .hasMessageContaining("Scenario\n    first    touch(");
    check.check(settings().races(false));
  }

  // ---- no verdict

  @Test
  void anObjectThatDependsOnChanceHasNoSpecification() {
    assertThatExceptionOfType(InconclusiveCheckException.class)
        .isThrownBy(
            () ->
                Linearizable.of(
                        ConcurrentLinkedQueue<Integer>::new,
                        Operation.of("iterator", q -> q.iterator()))
                    .check(settings()))
        .withMessageContaining("do not come to the same again: iterator()")
        .withMessageContaining("equals");
  }

  @Test
  void anErrorOfAnOperationThatOneThreadCallsIsNoVerdict() {
    assertThatExceptionOfType(InconclusiveCheckException.class)
        .isThrownBy(
            () ->
                Linearizable.of(
                        AtomicInteger::new,
                        Operation.action(
                            "fail",
                            a -> {
                              throw new AssertionError("wrong");
                            }))
                    .check(settings()))
        .withMessageContaining("fail(), when one thread alone")
        .withMessageContaining("AssertionError: wrong");
  }

  @Test
  void insideOfACheckThereIsNone() {
    assertThatExceptionOfType(InconclusiveCheckException.class)
        .isThrownBy(() -> settings().check(() -> pollsTwice().check()))
        .withMessageContaining("inside of the code that is checked");
  }

  // ---- bad input

  @Test
  void badInputIsRefused() {
    assertThatThrownBy(() -> Linearizable.of(AtomicInteger::new))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no operation");
    assertThatThrownBy(() -> pollsTwice().threads(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, 3 or 4: 1");
    assertThatThrownBy(() -> pollsTwice().threads(4).check(settings()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 threads with 3 operations each are too many");
    assertThatThrownBy(() -> pollsTwice().operations(1_000_000_000).check(settings()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pollsTwice().scenarios(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Operation.of("offer", List.of(), (Queue<Integer> q, Integer x) -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offer has no argument");
  }

  @Test
  void fourThreadsWithTwoOperations() {
    Linearizable.of(AtomicInteger::new, Operation.of("increment", a -> a.incrementAndGet()))
        .threads(4)
        .operations(2)
        .scenarios(8)
        .check(settings());
  }

  @Test
  void operationsForOneThreadAloneAreNoScenario() {
    assertThatExceptionOfType(InconclusiveCheckException.class)
        .isThrownBy(
            () ->
                Linearizable.of(
                        AtomicInteger::new,
                        Operation.of("get", (AtomicInteger a) -> a.get()).inOneThread("only"))
                    .check(settings()))
        .withMessageContaining("there is no scenario");
  }
}
