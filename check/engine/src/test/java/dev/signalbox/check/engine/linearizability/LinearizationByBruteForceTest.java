package dev.signalbox.check.engine.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.linearizability.History.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Wing and Gong's search, on serial states that were made once, says the same of random histories
 * as all permutations of their operations, each on a new object.
 */
class LinearizationByBruteForceTest {
  private static final int HISTORIES = 4_000;

  private static final Supplier<Deque<Integer>> QUEUE = ArrayDeque::new;

  private final Random random = new Random(1);

  @Test
  void bothSayTheSame() {
    int linearizable = 0;
    int withPending = 0;
    for (int i = 0; i < HISTORIES; i++) {
      Scenario scenario = scenario();
      History h = history(scenario);
      SerialState initial = SerialState.initial(scenario, new Serially(QUEUE, scenario));
      boolean exists = new Linearization(h, initial).exists();
      assertThat(exists)
          .describedAs(() -> String.join("\n", new HistoryText(h, 100).lines()))
          .isEqualTo(bruteForce(h));
      linearizable += exists ? 1 : 0;
      withPending += exists && h.completed() < scenario.size() ? 1 : 0;
    }
    assertThat(linearizable).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    assertThat(withPending).isGreaterThan(50);
  }

  // ---- random histories

  private Scenario scenario() {
    List<List<Invocation>> threads = new ArrayList<>();
    for (int t = 0; t < 2 + random.nextInt(2); t++) {
      threads.add(invocations(1 + random.nextInt(2)));
    }
    return new Scenario(invocations(random.nextInt(2)), threads, List.of());
  }

  private List<Invocation> invocations(int n) {
    List<Invocation> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int value = 1 + random.nextInt(2);
      list.add(
          switch (random.nextInt(4)) {
            case 0 -> new Invocation("poll()", o -> queue(o).poll(), null);
            case 1 -> new Invocation("peek()", o -> queue(o).peek(), null);
            case 2 ->
                new Invocation(
                    "take()",
                    o -> queue(o).isEmpty() ? Serially.Blocking.WAITS : queue(o).remove(),
                    null);
            default -> new Invocation("add(" + value + ")", o -> queue(o).add(value), null);
          });
    }
    return list;
  }

  @SuppressWarnings("unchecked")
  private static Deque<Integer> queue(Object o) {
    return (Deque<Integer>) o;
  }

  /** Each operation has its effect at its call, at its return or in between; some lie. */
  private History history(Scenario s) {
    History h = new History(s);
    Deque<Integer> object = QUEUE.get();
    int[] done = new int[s.threadCount()];
    List<Integer> order = new ArrayList<>();
    Outcome[] inside = new Outcome[s.threadCount()];
    boolean[] called = new boolean[s.threadCount()];
    while (order.size() < 1000) {
      order.add(0);
      int t = random.nextInt(s.threadCount());
      if (called[t]) {
        Outcome o = inside[t];
        if (o == null || o.waits()) {
          Outcome now = s.of(t).get(done[t]).applyTo(object);
          boolean waits = now.equals(Outcome.returned(Serially.Blocking.WAITS));
          inside[t] = waits ? Outcome.WAITS : now;
        } else {
          h.returned(t, random.nextInt(12) == 0 ? lie() : o);
          done[t]++;
          called[t] = false;
          inside[t] = null;
        }
      } else if (s.isNext(t, done) && nobodyElseBefore(t, called)) {
        h.called(t);
        called[t] = true;
      }
    }
    return h;
  }

  private static boolean nobodyElseBefore(int t, boolean[] called) {
    return t != 0 || !called[0];
  }

  private Outcome lie() {
    return Outcome.returned(random.nextBoolean() ? (Object) (1 + random.nextInt(2)) : null);
  }

  // ---- all permutations

  private static boolean bruteForce(History h) {
    List<Operation> all = new ArrayList<>();
    List<Operation> pending = new ArrayList<>();
    for (int t = 0; t < h.scenario().threadCount(); t++) {
      h.of(t).forEach(o -> (o.isPending() ? pending : all).add(o));
    }
    return permutations(new ArrayList<>(), all, pending);
  }

  private static boolean permutations(
      List<Operation> order, List<Operation> left, List<Operation> pending) {
    if (left.isEmpty()) {
      return fits(order, pending);
    }
    for (Operation next : left) {
      List<Operation> others = new ArrayList<>(left);
      others.remove(next);
      order.add(next);
      if (permutations(order, others, pending)) {
        return true;
      }
      order.removeLast();
    }
    return false;
  }

  private static boolean fits(List<Operation> order, List<Operation> pending) {
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        if (order.get(j).returned < order.get(i).called) {
          return false;
        }
      }
    }
    Deque<Integer> object = QUEUE.get();
    for (Operation o : order) {
      if (!o.invocation.applyTo(object).equals(o.outcome)) {
        return false;
      }
    }
    Outcome waits = Outcome.returned(Serially.Blocking.WAITS);
    return pending.stream().allMatch(o -> o.invocation.applyTo(object).equals(waits));
  }
}
