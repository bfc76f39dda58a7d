package conformance;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** ThreadLocal, InheritableThreadLocal and ScopedValue. */
@SuppressWarnings("ThreadPriorityCheck")
public final class Locals {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final ThreadLocal<Integer> OWN = ThreadLocal.withInitial(MADE::incrementAndGet);
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  private Locals() {}

  @Clean
  static void oneForEachThread() throws InterruptedException {
    Action a =
        () -> {
          int mine = OWN.get();
          Thread.yield();
          assert OWN.get() == mine;
          OWN.set(mine + 100);
          assert OWN.get() == mine + 100;
          OWN.remove();
          assert OWN.get() > mine && OWN.get() < 100;
        };
    Threads.together(a, a);
    assert MADE.get() == 4;
  }

  @Clean
  static void inherited() throws InterruptedException {
    INHERITED.set("mine");
    Threads.together(
        () -> {
          assert INHERITED.get().equals("mine");
          INHERITED.set("other");
          Threads.together(
              () -> {
                assert INHERITED.get().equals("other");
              });
        });
    assert INHERITED.get().equals("mine");
  }

  @Clean
  static void notInheritedFromOneExecutionToTheNext() throws InterruptedException {
    assert INHERITED.get() == null;
    INHERITED.set("left over");
    Threads.together(() -> INHERITED.set("left over"));
    OWN.set(1);
  }

  @Clean
  static void threadOfAPoolKeepsItsOwn() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      int first = pool.submit(() -> OWN.get()).get();
      int second = pool.submit(() -> OWN.get()).get();
      assert first == second;
    }
  }

  @Clean
  static void scoped() throws InterruptedException {
    Action a =
        () -> {
          String me = Thread.currentThread().getName();
          ScopedValue.where(SCOPED, me)
              .run(
                  () -> {
                    Thread.yield();
                    assert SCOPED.get().equals(me);
                    ScopedValue.where(SCOPED, "inner").run(() -> Thread.yield());
                    assert SCOPED.get().equals(me);
                  });
          assert !SCOPED.isBound();
        };
    Threads.together(a, a);
  }

  @Clean
  static void scopedWithAnException() throws InterruptedException {
    Threads.together(
        () -> {
          try {
            ScopedValue.where(SCOPED, "x")
                .run(
                    () -> {
                      Thread.yield();
                      throw new IllegalStateException();
                    });
          } catch (IllegalStateException e) {
            assert !SCOPED.isBound() && SCOPED.orElse("none").equals("none");
          }
        },
        () -> {
          assert !SCOPED.isBound();
        });
  }
}
