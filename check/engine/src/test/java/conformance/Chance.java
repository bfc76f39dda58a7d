package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Whatever the JDK draws by chance is the same in each execution: what is printed shows it. */
@SuppressWarnings({"ReferenceEquality", "StaticGuardedByInstance"})
public final class Chance {
  private Chance() {}

  @Clean
  static void randomNumbers() throws InterruptedException {
    Action a =
        () -> {
          int i = ThreadLocalRandom.current().nextInt();
          long l = new Random().nextLong();
          double d = Math.random();
          System.out.println(i + " " + l + " " + d);
        };
    Threads.together(a, a);
  }

  @Clean(alone = true)
  static void generators() {
    System.out.println(RandomGenerator.getDefault().nextLong());
    System.out.println(new SplittableRandom().nextLong());
    System.out.println(RandomGenerator.of("Xoshiro256PlusPlus").nextLong());
  }

  @Clean(alone = true)
  static void identifiers() {
    UUID a = UUID.randomUUID();
    UUID b = UUID.randomUUID();
    System.out.println(a + " " + b);
    assert !a.equals(b) && a.version() == 4 && a.variant() == 2;
  }

  @Clean(alone = true)
  static void secureRandom() {
    System.out.println(new SecureRandom().nextLong());
  }

  @SuppressWarnings("ArrayToString") // its identity hash is what is printed
  @Clean
  static void identityHashes() throws InterruptedException {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Action a =
        () -> {
          for (int i = 0; i < 5; i++) {
            int hash = System.identityHashCode(new Object());
            seen.add(hash);
            System.out.println(hash + " " + new Object() + " " + new int[0]);
          }
        };
    Threads.together(a, a);
    assert seen.size() == 10;
  }

  @Clean
  static void orderOfHashSets() throws InterruptedException {
    Threads.together(
        () -> {
          Set<Object> set = new HashSet<>();
          Map<Object, Integer> map = new HashMap<>();
          for (int i = 0; i < 20; i++) {
            Object o = new Object();
            set.add(o);
            map.put(o, i);
          }
          StringBuilder order = new StringBuilder();
          for (Object o : set) {
            order.append(map.get(o)).append(' ');
          }
          System.out.println(order);
        });
  }

  private static int transfers;

  private static void lockBoth(Object x, Object y) {
    boolean inOrder = System.identityHashCode(x) < System.identityHashCode(y);
    synchronized (inOrder ? x : y) {
      synchronized (inOrder ? y : x) {
        transfers++;
      }
    }
  }

  @Clean
  static void locksInTheOrderOfTheirHashes() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Threads.together(() -> lockBoth(x, y), () -> lockBoth(y, x));
    assert transfers == 2;
  }

  @Planted(Kind.DEADLOCK)
  static void locksInTheOrderOfOneHash() throws InterruptedException {
    Object x = new Object();
    Object y = new Object();
    Action a =
        () -> {
          Object first = x.hashCode() % 2 == 0 ? x : y;
          synchronized (first) {
            synchronized (first == x ? y : x) {
              transfers++;
            }
          }
        };
    Threads.together(
        a,
        () -> {
          synchronized (x) {
            synchronized (y) {
              transfers++;
            }
          }
        });
  }

  @Clean
  static void orderOfImmutableSets() throws InterruptedException {
    Threads.together(
        () -> {
          System.out.println(Set.of("a", "b", "c", "d", "e"));
          System.out.println(Map.of("a", 1, "b", 2, "c", 3, "d", 4));
        });
  }

  @Clean
  static void shuffles() throws InterruptedException {
    Threads.together(
        () -> {
          List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
          Collections.shuffle(list);
          System.out.println(list);
        });
  }

  @Clean
  static void threadsAndLambdas() throws InterruptedException {
    Runnable r = () -> System.out.println(Thread.currentThread());
    Thread t = new Thread(r);
    t.start();
    t.join();
    System.out.println(t.getName() + r.hashCode());
  }

  @Clean
  static void classHashes() throws InterruptedException {
    Threads.together(() -> System.out.println(Chance.class.hashCode()));
  }
}
