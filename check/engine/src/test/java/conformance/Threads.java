package conformance;

/** Starts the threads of a body. */
final class Threads {
  private Threads() {}

  /** Runs each action in a thread of its own, and returns when all have ended. */
  static void together(Action... actions) throws InterruptedException {
    Thread[] threads = new Thread[actions.length];
    for (int i = 0; i < actions.length; i++) {
      threads[i] = start("t" + i, actions[i]);
    }
    for (Thread t : threads) {
      t.join();
    }
  }

  static Thread start(String name, Action action) {
    Thread t = create(name, action);
    t.start();
    return t;
  }

  static Thread startDaemon(String name, Action action) {
    Thread t = create(name, action);
    t.setDaemon(true);
    t.start();
    return t;
  }

  static Thread create(String name, Action action) {
    return new Thread(unchecked(action), name);
  }

  static Runnable unchecked(Action action) {
    return () -> {
      try {
        action.run();
      } catch (Exception e) {
        throw sneaky(e);
      }
    };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
    throw (E) e;
  }
}
