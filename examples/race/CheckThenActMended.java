package race;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Mended: {@code computeIfAbsent} looks and puts in one atomic call, so that both subscribers get
 * the same list.
 *
 * <p>Reference section: Race Condition (fix with an atomic operation). Broken in {@link
 * CheckThenAct}.
 */
public final class CheckThenActMended {
  private final ConcurrentMap<String, List<String>> subscribers = new ConcurrentHashMap<>();

  void subscribe(String topic, String name) {
    subscribers.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(name);
  }

  List<String> subscribers(String topic) {
    return subscribers.getOrDefault(topic, List.of());
  }

  public static void main(String[] args) throws InterruptedException {
    CheckThenActMended registry = new CheckThenActMended();
    Thread billing =
        Thread.ofPlatform().name("billing").start(() -> registry.subscribe("orders", "billing"));
    Thread shipping =
        Thread.ofPlatform().name("shipping").start(() -> registry.subscribe("orders", "shipping"));
    billing.join();
    shipping.join();

    if (registry.subscribers("orders").size() != 2) {
      throw new AssertionError("2 subscribed, known are " + registry.subscribers("orders"));
    }
  }
}
