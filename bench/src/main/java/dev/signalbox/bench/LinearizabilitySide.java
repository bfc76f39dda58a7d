package dev.signalbox.bench;

import dev.signalbox.bench.linear.CountingSet;
import dev.signalbox.bench.linear.PollsTwice;
import dev.signalbox.bench.linear.Registry;
import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.Checker;
import dev.signalbox.check.Linearizable;
import dev.signalbox.check.Operation;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** One side looks at one object, in a JVM of its own: with equally many and large scenarios. */
final class LinearizabilitySide {
  private static final int SCENARIOS = 100;
  private static final int EXECUTIONS = 1_000;
  private static final int THREADS = 3;
  private static final int OPERATIONS = 3;
  private static final List<Integer> VALUES = List.of(1, 2);

  private LinearizabilitySide() {}

  /** An object with a planted fault. */
  enum Specimen {
    POLLS_TWICE,
    REGISTRY,
    COUNTING_SET;

    Class<?> type(boolean broken) {
      return switch (this) {
        case POLLS_TWICE -> broken ? PollsTwice.class : PollsTwice.Mended.class;
        case REGISTRY -> broken ? Registry.class : Registry.Mended.class;
        case COUNTING_SET -> broken ? CountingSet.class : CountingSet.Mended.class;
      };
    }

    Linearizable<?> check(boolean broken) {
      return switch (this) {
        case POLLS_TWICE ->
            Linearizable.of(
                made(broken, PollsTwice::new, PollsTwice.Mended::new),
                Operation.action("offer", VALUES, (q, x) -> q.offer(x)),
                Operation.of("poll", q -> q.poll()));
        case REGISTRY ->
            Linearizable.of(
                made(broken, Registry::new, Registry.Mended::new),
                Operation.of("register", VALUES, VALUES, (r, k, v) -> r.register(k, v)));
        case COUNTING_SET ->
            Linearizable.of(
                made(broken, CountingSet::new, CountingSet.Mended::new),
                Operation.of("add", VALUES, (s, x) -> s.add(x)),
                Operation.of("contains", VALUES, (s, x) -> s.contains(x)),
                Operation.of("size", s -> s.size()));
      };
    }

    private static <T> Supplier<T> made(boolean broken, Supplier<T> one, Supplier<T> mended) {
      return broken ? one : mended;
    }
  }

  /** {@code signalbox|lincheck SPECIMEN broken|mended}: tells whether a fault was found. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    Specimen specimen = Specimen.valueOf(args[1]);
    boolean broken = args[2].equals("broken");
    try {
      if (args[0].equals("signalbox")) {
        Result.tell(out, Result.EXECUTIONS, ours(specimen.check(broken)));
      } else {
        theirs(specimen.type(broken));
        Result.tell(out, Result.EXECUTIONS, (long) SCENARIOS * EXECUTIONS);
      }
    } catch (CheckFailedError | LincheckAssertionError e) {
      Result.tell(out, Result.FAILURE, e.getMessage().strip().lines().findFirst().orElse(""));
    }
    Runtime.getRuntime().halt(0);
  }

  private static long ours(Linearizable<?> check) {
    return check
        .threads(THREADS)
        .operations(OPERATIONS)
        .scenarios(SCENARIOS)
        .check(Checker.defaults().schedules(EXECUTIONS).seed(1))
        .executions();
  }

  private static void theirs(Class<?> type) {
    new ModelCheckingOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(EXECUTIONS)
        .threads(THREADS)
        .actorsPerThread(OPERATIONS)
        .check(type);
  }
}
