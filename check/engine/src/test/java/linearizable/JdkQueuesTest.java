package linearizable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import dev.signalbox.check.Linearizable;
import dev.signalbox.check.Operation;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inside of the JDK's own queues. Data races are not looked for: LinkedTransferQueue has some
 * that are meant.
 */
class JdkQueuesTest {
  @TempDir private Path folder;

  private CheckSettings settings() {
    return Checker.defaults().seed(1).schedules(500).races(false).report(folder);
  }

  /** Makes a copy of the class, with these arguments of its constructor. */
  private static <Q> Supplier<Q> made(String simpleName, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, int.class);
    Constructor<?> constructor;
    try {
      constructor = JdkCopy.of(simpleName).getConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(simpleName, e);
    }
    return () -> {
      try {
        @SuppressWarnings("unchecked")
        Q made = (Q) constructor.newInstance(arguments);
        return made;
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(simpleName, e);
      }
    };
  }

  private static Linearizable<Queue<Integer>> queue(Supplier<Queue<Integer>> made) {
    return Linearizable.of(
        made,
        Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x)),
        Operation.of("poll", q -> q.poll()),
        Operation.of("peek", q -> q.peek()),
        Operation.of("isEmpty", q -> q.isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConcurrentLinkedQueue", "PriorityBlockingQueue", "SynchronousQueue"})
  void queuesWithoutBound(String name) {
    assertThat(queue(made(name)).check(settings()).executions()).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ArrayBlockingQueue", "LinkedBlockingQueue", "LinkedBlockingDeque"})
  void boundedQueues(String name) {
    assertThat(queue(made(name, 2)).check(settings()).executions()).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ArrayBlockingQueue", "LinkedBlockingQueue", "LinkedBlockingDeque"})
  void queuesThatWait(String name) {
    Supplier<BlockingQueue<Integer>> one = made(name, 1);
    Linearizable.of(
            one,
            Operation.action("put", List.of(1, 2), (q, x) -> q.put(x)),
            Operation.of("take", q -> q.take()),
            Operation.of("size", q -> q.size()))
        .check(settings());
  }

  private static Linearizable<Deque<Integer>> deque(Supplier<Deque<Integer>> made) {
    return Linearizable.of(
        made,
        Operation.of("offerFirst", List.of(1, 2), (q, x) -> q.offerFirst(x)),
        Operation.of("offerLast", List.of(1, 2), (q, x) -> q.offerLast(x)),
        Operation.of("pollFirst", q -> q.pollFirst()),
        Operation.of("pollLast", q -> q.pollLast()),
        Operation.of("peekFirst", q -> q.peekFirst()),
        Operation.of("peekLast", q -> q.peekLast()));
  }

  @Test
  void linkedBlockingDeque() {
    deque(made("LinkedBlockingDeque", 2)).check(settings());
  }

  /** What pollFirst has found may no longer be the first when it takes it. */
  @Test
  void concurrentLinkedDequeIsNotLinearizable() {
    assertNotLinearizable(deque(made("ConcurrentLinkedDeque")));
  }

  /** It reads the next node first, and whether its own has been taken after that. */
  @Test
  void removeOfConcurrentLinkedQueueIsNotLinearizable() {
    assumeAsSeen();
    Supplier<Queue<Integer>> made = made("ConcurrentLinkedQueue");
    assertNotLinearizable(
        Linearizable.of(
            made,
            Operation.of("offer", List.of(1), (q, x) -> q.offer(x)),
            Operation.of("remove", List.of(1), (q, x) -> q.remove((Object) x))));
  }

  /** It finds no next node, then loses the race for the one it has, and gives up. */
  @Test
  void pollOfLinkedTransferQueueIsNotLinearizable() {
    assumeAsSeen();
    Supplier<Queue<Integer>> made = made("LinkedTransferQueue");
    assertNotLinearizable(
        Linearizable.of(
            made,
            Operation.of("offer", List.of(1), (q, x) -> q.offer(x)),
            Operation.of("poll", q -> q.poll())));
  }

  private static void assumeAsSeen() {
    Runtime.Version v = Runtime.version();
    assumeTrue(
        v.feature() == 25 && v.update() <= 3, "seen in JDK 25.0.3; another one may have it mended");
  }

  private void assertNotLinearizable(Linearizable<?> check) {
    assertThatExceptionOfType(CheckFailedError.class)
        .isThrownBy(() -> check.check(settings()))
        .withMessageStartingWith("assertion: not linearizable");
  }
}
