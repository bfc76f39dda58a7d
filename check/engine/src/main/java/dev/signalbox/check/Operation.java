package dev.signalbox.check;

import dev.signalbox.check.engine.linearizability.Invocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation that {@link Linearizable} may call on the object, with the arguments that it may
 * have.
 *
 * <pre>{@code
 * Operation.of("poll", q -> q.poll())
 * Operation.of("offer", List.of(1, 2), (q, x) -> q.offer(x))
 * Operation.of("put", List.of("a", "b"), List.of(1, 2), (m, k, v) -> m.put(k, v))
 * Operation.action("clear", q -> q.clear())
 * }</pre>
 *
 * <p>Results are compared by {@code equals}, arrays by their elements, exceptions by their class.
 * So an operation must not return a part of the object that can change later, such as an iterator:
 * return a copy. An {@link Error} is not a result: it ends the check, so an operation may contain
 * assertions.
 *
 * <p>An operation may be interruptible and may wait, see {@link Linearizable}. Immutable.
 *
 * @param <T> the type of the object
 */
public final class Operation<T> {
  private final List<Invocation> invocations;

  private Operation(List<Invocation> invocations) {
    this.invocations = List.copyOf(invocations);
  }

  /** What an operation does; {@code null} if it returns nothing. */
  @FunctionalInterface
  public interface Call<T> {
    @Nullable Object on(T object) throws Exception;
  }

  /** What an operation with one argument does. */
  @FunctionalInterface
  public interface Call1<T, A> {
    @Nullable Object on(T object, A a) throws Exception;
  }

  /** What an operation with two arguments does. */
  @FunctionalInterface
  public interface Call2<T, A, B> {
    @Nullable Object on(T object, A a, B b) throws Exception;
  }

  /** What an operation that returns nothing does. */
  @FunctionalInterface
  public interface Action<T> {
    void on(T object) throws Exception;
  }

  /** What an operation with one argument that returns nothing does. */
  @FunctionalInterface
  public interface Action1<T, A> {
    void on(T object, A a) throws Exception;
  }

  /** What an operation with two arguments that returns nothing does. */
  @FunctionalInterface
  public interface Action2<T, A, B> {
    void on(T object, A a, B b) throws Exception;
  }

  /**
   * An operation without arguments.
   *
   * @param name for the report: {@code poll}; may have arguments, {@code offer(1)}
   */
  public static <T> Operation<T> of(String name, Call<T> call) {
    return new Operation<>(List.of(invocation(name.endsWith(")") ? name : name + "()", call)));
  }

  /**
   * An operation with one argument.
   *
   * @param arguments what it may be; few and small ones, so that operations meet
   * @throws IllegalArgumentException if there are none
   */
  public static <T, A> Operation<T> of(String name, List<A> arguments, Call1<T, A> call) {
    requireSome(name, arguments);
    List<Invocation> all = new ArrayList<>();
    for (A a : arguments) {
      all.add(Operation.<T>invocation(name + "(" + a + ")", o -> call.on(o, a)));
    }
    return new Operation<>(all);
  }

  /**
   * An operation with two arguments.
   *
   * @param first what the first may be
   * @param second what the second may be, whatever the first
   * @throws IllegalArgumentException if there are none
   */
  public static <T, A, B> Operation<T> of(
      String name, List<A> first, List<B> second, Call2<T, A, B> call) {
    requireSome(name, first);
    requireSome(name, second);
    List<Invocation> all = new ArrayList<>();
    for (A a : first) {
      for (B b : second) {
        all.add(Operation.<T>invocation(name + "(" + a + ", " + b + ")", o -> call.on(o, a, b)));
      }
    }
    return new Operation<>(all);
  }

  /** The same as {@link #of(String, Call)} for one that returns nothing. */
  public static <T> Operation<T> action(String name, Action<T> action) {
    return of(
        name,
        o -> {
          action.on(o);
          return Invocation.NOTHING;
        });
  }

  /** The same as {@link #of(String, List, Call1)} for one that returns nothing. */
  public static <T, A> Operation<T> action(String name, List<A> arguments, Action1<T, A> action) {
    return of(
        name,
        arguments,
        (o, a) -> {
          action.on(o, a);
          return Invocation.NOTHING;
        });
  }

  /** The same as {@link #of(String, List, List, Call2)} for one that returns nothing. */
  public static <T, A, B> Operation<T> action(
      String name, List<A> first, List<B> second, Action2<T, A, B> action) {
    return of(
        name,
        first,
        second,
        (o, a, b) -> {
          action.on(o, a, b);
          return Invocation.NOTHING;
        });
  }

  /**
   * The same operation for one thread only: of the threads that run at a time, one alone calls the
   * operations of that role. For a queue with a single consumer, {@code poll} and {@code peek} have
   * the role {@code "consumer"}.
   */
  public Operation<T> inOneThread(String role) {
    return new Operation<>(
        invocations.stream().map(i -> new Invocation(i.text(), i.body(), role)).toList());
  }

  List<Invocation> invocations() {
    return invocations;
  }

  @SuppressWarnings("unchecked")
  private static <T> Invocation invocation(String text, Call<T> call) {
    return new Invocation(text, o -> call.on((T) o), null);
  }

  private static void requireSome(String name, List<?> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(name + " has no argument to be called with");
    }
  }

  @Override
  public String toString() {
    return invocations.toString();
  }
}
