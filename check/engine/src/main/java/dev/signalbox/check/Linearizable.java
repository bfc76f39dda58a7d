package dev.signalbox.check;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.linearizability.LinearizabilityCheck;
import dev.signalbox.check.engine.linearizability.Plan;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Checks that an object which several threads use is <em>linearizable</em>: whatever its operations
 * come to when they overlap, they could have come to one after the other.
 *
 * <pre>{@code
 * @Test
 * void isLinearizable() {
 *   Linearizable.of(
 *           () -> new BoundedQueue<Integer>(2),
 *           Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x)),
 *           Operation.of("poll", q -> q.poll()),
 *           Operation.of("size", q -> q.size()))
 *       .check();
 * }
 * }</pre>
 *
 * <p>Draws small <b>scenarios</b>: some operations alone, then two or three threads with a few each
 * at a time, then some alone again. The small ones come first. Each is run in many interleavings,
 * as {@link Checker} does with any body. If the results fit no order of the operations in which
 * each that returned before another was called comes first, the check fails. Operations that are
 * not needed for that are left out of the scenario, and the report has its history, the part of it
 * that can be put in order, and the interleaving. What else {@link Checker} finds, it finds here
 * too: data races, deadlocks, exceptions of the constructor, errors of an operation.
 *
 * <p>The <b>specification</b> is the object itself, used by one thread: all orders of the
 * operations are run serially first. So an object that is wrong in one thread is not found wrong
 * here, unless there is another {@linkplain #specification specification}. It must be
 * deterministic: the same operations in the same order come to the same.
 *
 * <p><b>Operations that wait.</b> Where an operation waits for ever if it is called alone, such as
 * {@code take} of an empty queue, it may do so in a scenario: if at last all threads that are left
 * wait, there must be an order of the operations that returned after which each of the others would
 * wait. So a lost wake-up is found. A rendezvous, which no thread can have with itself, cannot be
 * specified that way.
 *
 * <p>What is not found: a fault that needs more threads or operations than scenarios have, or an
 * interleaving that was not tried; see {@link CheckReport}. A call into the JDK is one step, so of
 * a wrapper of a {@code ConcurrentHashMap} the wrapper is checked and not the map.
 *
 * <p>Immutable; each method returns another check and leaves this as it is. Needs the agent, as
 * {@link Checker} does, and like that runs the code in threads of its own, under the same rules for
 * state, output, interruption and memory consistency.
 *
 * @param <T> the type of the object
 * @see <a href="https://doi.org/10.1145/78969.78972">Herlihy and Wing, Linearizability: a
 *     correctness condition for concurrent objects, TOPLAS 1990</a>
 * @see <a href="https://doi.org/10.1006/jpdc.1993.1015">Wing and Gong, Testing and verifying
 *     concurrent objects, JPDC 1993</a>
 * @see <a href="https://doi.org/10.1145/1806596.1806634">Burckhardt, Dern, Musuvathi and Tan,
 *     Line-Up: a complete and automatic linearizability checker, PLDI 2010</a>
 */
public final class Linearizable<T> {
  private static final int MOST_THREADS = 4;

  /** Orders of the operations of one scenario; all are run. */
  private static final long MOST_ORDERS = 50_000;

  private final Supplier<? extends T> object;
  private final List<Operation<T>> operations;
  private Supplier<? extends T> specification;
  private List<Operation<T>> afterwards = List.of();
  private int threads = 3;
  private int operationsPerThread = 3;
  private int scenarios = 100;

  private Linearizable(Supplier<? extends T> object, List<Operation<T>> operations) {
    this.object = object;
    this.operations = operations;
    this.specification = object;
  }

  private Linearizable<T> copy() {
    Linearizable<T> copy = new Linearizable<>(object, operations);
    copy.specification = specification;
    copy.afterwards = afterwards;
    copy.threads = threads;
    copy.operationsPerThread = operationsPerThread;
    copy.scenarios = scenarios;
    return copy;
  }

  /**
   * A check with up to 100 scenarios of up to 3 threads with up to 3 operations each.
   *
   * @param object makes a new one for each execution
   * @throws IllegalArgumentException if there is no operation
   */
  @SafeVarargs
  public static <T> Linearizable<T> of(Supplier<T> object, Operation<T>... operations) {
    if (operations.length == 0) {
      throw new IllegalArgumentException("there is no operation to call on the object");
    }
    return new Linearizable<>(Objects.requireNonNull(object), List.of(operations));
  }

  /**
   * Another object to compare with, which only ever one thread uses: a simple one that is known to
   * be right, such as an {@code ArrayDeque} for a lock-free queue, if {@code T} is {@code Queue}.
   */
  public Linearizable<T> specification(Supplier<? extends T> model) {
    Linearizable<T> copy = copy();
    copy.specification = Objects.requireNonNull(model);
    return copy;
  }

  /**
   * What is done at the end of each scenario, when its threads have ended: operations that look at
   * the whole object, in that order. Each is called with its first arguments.
   */
  @SafeVarargs
  public final Linearizable<T> afterwards(Operation<T>... observers) {
    Linearizable<T> copy = copy();
    copy.afterwards = List.of(observers);
    return copy;
  }

  /**
   * How many threads at a time, at most. Four only with fewer operations than usual, see {@link
   * #check(CheckSettings)}.
   *
   * @throws IllegalArgumentException if it is less than 2 or more than 4
   */
  public Linearizable<T> threads(int most) {
    require(most >= 2 && most <= MOST_THREADS, "the number of threads must be 2, 3 or 4", most);
    Linearizable<T> copy = copy();
    copy.threads = most;
    return copy;
  }

  /**
   * How many operations in each of the threads, at most.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Linearizable<T> operations(int most) {
    require(most > 0, "the number of operations must be positive", most);
    Linearizable<T> copy = copy();
    copy.operationsPerThread = most;
    return copy;
  }

  /**
   * How many scenarios to draw, unless the time is up before.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Linearizable<T> scenarios(int number) {
    require(number > 0, "the number of scenarios must be positive", number);
    Linearizable<T> copy = copy();
    copy.scenarios = number;
    return copy;
  }

  /**
   * Checks with the {@linkplain Checker#defaults() usual settings}.
   *
   * @return what was tried, if nothing was found
   * @throws CheckFailedError if there is a bug; the message is the report
   * @throws InconclusiveCheckException if there is no verdict, as for {@link Checker#check}; also
   *     if the object is not deterministic, or an operation throws an {@link Error} when one thread
   *     calls it
   */
  public CheckReport check() {
    return check(Checker.defaults());
  }

  /**
   * Checks with other settings. The {@linkplain CheckSettings#time time} is for all scenarios
   * together, {@linkplain CheckSettings#schedules schedules} are for each (1,000 if nothing is
   * said), the {@linkplain CheckSettings#seed seed} is also that of the scenarios. An {@linkplain
   * CheckSettings#exhaustive() exhaustive} check tries all interleavings of each scenario.
   *
   * @throws CheckFailedError as for {@link #check()}
   * @throws InconclusiveCheckException as for {@link #check()}
   * @throws IllegalStateException if the settings exclude each other; or if a scenario could have
   *     more than 50,000 orders of its operations, all of which are run: 2 threads with more than 8
   *     operations each, 3 with more than 4, or 4 with more than 2
   */
  public CheckReport check(CheckSettings settings) {
    settings.refuseContradictions();
    Plan plan =
        new Plan(
            object,
            specification,
            operations.stream().map(Operation::invocations).toList(),
            afterwards.stream().map(o -> o.invocations().getFirst()).toList(),
            threads,
            operationsPerThread,
            scenarios);
    if (plan.orders() > MOST_ORDERS) {
      throw new IllegalStateException(
          "%d threads with %d operations each are too many: all orders of these would be run, more"
                  .formatted(threads, operationsPerThread)
              + " than 50,000");
    }
    Caller caller = Caller.find();
    CheckRequest request = settings.request(caller, settings.name(caller));
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
    try {
      return CheckSettings.reported(new LinearizabilityCheck(plan, request).run(loader));
    } catch (CannotCheckException e) {
      throw new InconclusiveCheckException(String.valueOf(e.getMessage()));
    }
  }

  private static void require(boolean holds, String otherwise, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + value);
    }
  }
}
