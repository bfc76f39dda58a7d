package race;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Broken: each call on the map is atomic, but "get, and put when there is nothing" is not. Two
 * subscribers may both find no list; the second list put replaces the first and its subscriber.
 *
 * <p>Reference section: Race Condition. Mended in {@link CheckThenActMended}.
 */
public final class CheckThenAct {
  private final ConcurrentMap<String, List<String>> subscribers = new ConcurrentHashMap<>();

  void subscribe(String topic, String name) {
    List<String> names = subscribers.get(topic);
    if (names == null) {
      names = new CopyOnWriteArrayList<>();
      subscribers.put(topic, names);
    }
    names.add(name);
  }

  List<String> subscribers(String topic) {
    return subscribers.getOrDefault(topic, List.of());
  }

  public static void main(String[] args) throws InterruptedException {
    CheckThenAct registry = new CheckThenAct();
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
