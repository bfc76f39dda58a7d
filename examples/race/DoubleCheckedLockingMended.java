package race;

/**
 * Mended: the settings are complete and immutable before they are published, and the field that
 * publishes them is volatile.
 *
 * <p>Reference section: Race Condition. Broken in {@link DoubleCheckedLocking}.
 */
public final class DoubleCheckedLockingMended {
  private static volatile Settings instance;

  private DoubleCheckedLockingMended() {}

  record Settings(String endpoint) {
    static Settings load() {
      return new Settings("https://orders.example.org");
    }
  }

  static Settings settings() {
    Settings settings = instance;
    if (settings == null) {
      synchronized (DoubleCheckedLockingMended.class) {
        settings = instance;
        if (settings == null) {
          settings = Settings.load();
          instance = settings;
        }
      }
    }
    return settings;
  }

  private static void connect() {
    if (!settings().endpoint().startsWith("https://")) {
      throw new IllegalStateException("not an encrypted endpoint");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread first = Thread.ofPlatform().name("first").start(DoubleCheckedLockingMended::connect);
    Thread second = Thread.ofPlatform().name("second").start(DoubleCheckedLockingMended::connect);
    first.join();
    second.join();
  }
}
