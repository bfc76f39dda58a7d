package conformance;

/**
 * What programs share that are small enough to run all their interleavings; what they print is
 * their final state.
 */
abstract class Small {
  static int x;
  static int y;
  static int z;
  static volatile boolean flag;
  static String seen = "";

  Small() {}

  static Thread thread(String name, Action body) {
    Thread t = new Thread(Threads.unchecked(body), name);
    t.start();
    return t;
  }

  /** With few scheduling points of its own, for the sake of brute force. */
  static void together(Action first, Action second) throws InterruptedException {
    Thread a = thread("a", first);
    Thread b = thread("b", second);
    a.join();
    b.join();
  }

  static void together(Action first, Action second, Action third) throws InterruptedException {
    Thread a = thread("a", first);
    Thread b = thread("b", second);
    Thread c = thread("c", third);
    a.join();
    b.join();
    c.join();
  }

  static void print(Object... values) {
    StringBuilder b = new StringBuilder();
    for (Object v : values) {
      b.append(v).append(' ');
    }
    System.out.println(b);
  }
}
