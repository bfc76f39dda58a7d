package conformance;

/** What is process-wide in the JDK is not left over from one execution to the next. */
public final class Leftovers {
  private static int counter;

  private Leftovers() {}

  @Clean
  static void defaultHandler() throws InterruptedException {
    assert Thread.getDefaultUncaughtExceptionHandler() == null;
    Threads.together(() -> Thread.setDefaultUncaughtExceptionHandler((t, e) -> counter++));
  }

  @Clean
  static void standardOutput() throws InterruptedException {
    java.io.PrintStream before = System.out;
    assert !(before instanceof Mine);
    Threads.together(() -> System.setOut(new Mine(before)));
  }

  private static final class Mine extends java.io.PrintStream {
    Mine(java.io.PrintStream to) {
      super(to);
    }
  }

  @Clean
  static void shutdownHooks() throws InterruptedException {
    Thread hook = new Thread(() -> counter++);
    Threads.together(() -> Runtime.getRuntime().addShutdownHook(hook));
    assert Runtime.getRuntime().removeShutdownHook(hook);
  }
}
