package race;

/**
 * Broken: the reference is published before the object is filled. A second thread sees a non-null
 * {@code instance}, skips the lock and reads settings that have not been loaded yet.
 *
 * <p>Reference section: Race Condition. Mended in {@link DoubleCheckedLockingMended}.
 */
public final class DoubleCheckedLocking {
  private static Settings instance;

  private DoubleCheckedLocking() {}

  static final class Settings {
    private String endpoint;

    void load() {
      endpoint = "https://orders.example.org";
    }

    String endpoint() {
      return endpoint;
    }
  }

  static Settings settings() {
    if (instance == null) {
      synchronized (DoubleCheckedLocking.class) {
        if (instance == null) {
          instance = new Settings();
          instance.load();
        }
      }
    }
    return instance;
  }

  private static void connect() {
    if (!settings().endpoint().startsWith("https://")) {
      throw new IllegalStateException("not an encrypted endpoint");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread first = Thread.ofPlatform().name("first").start(DoubleCheckedLocking::connect);
    Thread second = Thread.ofPlatform().name("second").start(DoubleCheckedLocking::connect);
    first.join();
    second.join();
  }
}
