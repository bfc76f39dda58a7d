package dev.signalbox.check.engine.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Draws scenarios, the small ones first; the same ones from the same seed. */
final class ScenarioGenerator {
  /** How often a scenario that there was before is drawn anew. */
  private static final int ATTEMPTS = 20;

  private final List<List<Invocation>> operations;
  private final List<Invocation> afterwards;
  private final Random random;
  private final List<Size> sizes = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  /** How many threads, and operations in each. */
  private record Size(int threads, int operations) {}

  ScenarioGenerator(Plan plan, long seed) {
    this.operations = plan.operations();
    this.afterwards = plan.afterwards();
    this.random = new Random(seed);
    for (int t = 2; t <= plan.threads(); t++) {
      for (int n = 1; n <= plan.operationsPerThread(); n++) {
        sizes.add(new Size(t, n));
      }
    }
    sizes.sort((a, b) -> Integer.compare(a.threads * a.operations, b.threads * b.operations));
  }

  /** So many at most; fewer if there are no more. */
  List<Scenario> draw(int count) {
    List<Scenario> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Size size = sizes.get((int) ((long) i * sizes.size() / count));
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Scenario s = draw(size);
        if (s.threads().size() > 1 && known.add(s.toString())) {
          drawn.add(s);
          break;
        }
      }
    }
    return drawn;
  }

  private Scenario draw(Size size) {
    Map<String, Integer> threadOfRole = roles(size.threads);
    List<Invocation> before = draw(random.nextInt(size.operations + 1), operations);
    List<List<Invocation>> threads = new ArrayList<>();
    for (int t = 0; t < size.threads; t++) {
      int thread = t;
      List<List<Invocation>> allowed =
          operations.stream()
              .filter(
                  o -> {
                    String role = o.getFirst().role();
                    return role == null || Objects.equals(threadOfRole.get(role), thread);
                  })
              .toList();
      if (!allowed.isEmpty()) {
        threads.add(draw(size.operations, allowed));
      }
    }
    List<Invocation> after = new ArrayList<>(draw(random.nextInt(size.operations + 1), operations));
    after.addAll(afterwards);
    return new Scenario(before, threads, after);
  }

  private List<Invocation> draw(int count, List<List<Invocation>> from) {
    List<Invocation> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Invocation> operation = from.get(random.nextInt(from.size()));
      drawn.add(operation.get(random.nextInt(operation.size())));
    }
    return drawn;
  }

  /** Different roles go to different threads, as long as there are enough. */
  private Map<String, Integer> roles(int threads) {
    List<Integer> order = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      order.add(t);
    }
    Collections.shuffle(order, random);
    Map<String, Integer> threadOfRole = new HashMap<>();
    for (List<Invocation> o : operations) {
      String role = o.getFirst().role();
      if (role != null && !threadOfRole.containsKey(role)) {
        threadOfRole.put(role, order.get(threadOfRole.size() % threads));
      }
    }
    return threadOfRole;
  }
}
