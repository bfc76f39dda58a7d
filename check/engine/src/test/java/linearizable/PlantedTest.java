package linearizable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.check.Linearizable;
import dev.signalbox.check.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planted fault is found, its mended twin is clean. */
class PlantedTest {
  @TempDir private Path folder;

  private CheckSettings settings() {
    return Checker.defaults().seed(1).schedules(500).report(folder);
  }

  private void assertNotLinearizable(Linearizable<?> check) {
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(() -> check.check(settings()))
        .withMessageStartingWith("assertion: not linearizable");
  }

  private void assertLinearizable(Linearizable<?> check) {
    assertThat(check.check(settings()).executions()).isGreaterThan(10_000);
  }

  private static Linearizable<MichaelScottQueue<Integer>> queue(
      Supplier<MichaelScottQueue<Integer>> made) {
    return Linearizable.of(
        made,
        Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x)),
        Operation.of("poll", q -> q.poll()));
  }

  @Test
  void aQueueWhoseHeadIsSetInsteadOfSwapped() {
    assertNotLinearizable(queue(MichaelScottQueue.PollsTwice::new));
  }

  @Test
  void aQueueThatLosesAnAppendedNode() {
    assertNotLinearizable(queue(MichaelScottQueue.LosesUpdates::new));
  }

  @Test
  void theQueueOfMichaelAndScott() {
    assertLinearizable(queue(MichaelScottQueue::new));
  }

  private static Linearizable<Planted.Counter> counter(Supplier<Planted.Counter> made) {
    return Linearizable.of(made, Operation.of("increment", c -> c.increment()));
  }

  @Test
  void aCounter() {
    assertNotLinearizable(counter(Planted.Counter::new));
    assertLinearizable(counter(Planted.MendedCounter::new));
  }

  private static Linearizable<Planted.Ring> ring(Supplier<Planted.Ring> made) {
    return Linearizable.of(
        made,
        Operation.of("offer", List.of(1, 2), (r, x) -> r.offer(x)),
        Operation.of("poll", r -> r.poll()),
        Operation.of("size", r -> r.size()));
  }

  @Test
  void aRingThatChecksBeforeItLocks() {
    assertNotLinearizable(ring(Planted.Ring::new));
    assertLinearizable(ring(Planted.MendedRing::new));
  }

  private static Linearizable<Planted.Registry> registry(Supplier<Planted.Registry> made) {
    return Linearizable.of(
        made,
        Operation.of("register", List.of("a", "b"), List.of(1, 2), (r, k, v) -> r.register(k, v)));
  }

  @Test
  void aRegistryThatGetsAndPuts() {
    assertNotLinearizable(registry(Planted.Registry::new));
    assertLinearizable(registry(Planted.MendedRegistry::new));
  }

  private static Linearizable<Planted.CountingSet> set(Supplier<Planted.CountingSet> made) {
    return Linearizable.of(
        made,
        Operation.of("add", List.of(1, 2), (s, x) -> s.add(x)),
        Operation.of("contains", List.of(1, 2), (s, x) -> s.contains(x)),
        Operation.of("size", s -> s.size()));
  }

  @Test
  void aSetWhoseSizeLagsBehind() {
    assertNotLinearizable(set(Planted.CountingSet::new));
    assertLinearizable(set(Planted.MendedCountingSet::new));
  }

  private static Linearizable<Planted.Mailbox> mailbox(Supplier<Planted.Mailbox> made) {
    return Linearizable.of(
        made,
        Operation.action("put", List.of("x", "y"), (m, x) -> m.put(x)),
        Operation.of("take", m -> m.take()));
  }

  @Test
  void whoWaitsInVainIsNotLinearizable() {
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(() -> mailbox(Planted.Mailbox::new).check(settings()))
        .withMessageContaining("does not return");
    assertLinearizable(mailbox(Planted.MendedMailbox::new));
  }

  @Test
  void aQueueForOneThreadAtEachEnd() {
    Operation<Planted.OneToOne> offer = Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x));
    Operation<Planted.OneToOne> poll = Operation.of("poll", q -> q.poll());

    assertLinearizable(
        Linearizable.of(
            Planted.OneToOne::new, offer.inOneThread("producer"), poll.inOneThread("consumer")));
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(
            () ->
                Linearizable.of(Planted.OneToOne::new, offer, poll).check(settings().races(false)))
        .withMessageStartingWith("assertion: not linearizable");
  }
}
