package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/** Brings threads into an order without a happens-before edge between them: an opaque flag. */
final class Hint {
  private static final VarHandle GIVEN;

  @SuppressWarnings("UnusedVariable")
  private boolean given;

  static {
    try {
      GIVEN = MethodHandles.lookup().findVarHandle(Hint.class, "given", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  void give() {
    GIVEN.setOpaque(this, true);
  }

  void await() {
    until(() -> (boolean) GIVEN.getOpaque(this));
  }

  /** Spins. */
  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  /** Runs each action in a thread of its own, one after the other, with no edges between them. */
  static void inOrder(Action... actions) throws InterruptedException {
    Action[] ordered = new Action[actions.length];
    Hint last = new Hint();
    last.give();
    for (int i = 0; i < actions.length; i++) {
      Action action = actions[i];
      Hint mine = last;
      Hint next = new Hint();
      ordered[i] =
          () -> {
            mine.await();
            action.run();
            next.give();
          };
      last = next;
    }
    Threads.together(ordered);
  }
}
