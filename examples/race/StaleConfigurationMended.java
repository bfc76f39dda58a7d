package race;

/**
 * Mended: the field is volatile. Whoever reads the new reference also sees what was written to the
 * object before.
 *
 * <p>Reference section: Race Condition. Broken in {@link StaleConfiguration}.
 */
public final class StaleConfigurationMended {
  private static volatile Configuration current = new Configuration("eu-1");

  private StaleConfigurationMended() {}

  static final class Configuration {
    private String region;

    Configuration(String region) {
      this.region = region;
    }

    String region() {
      return region;
    }
  }

  private static void reload() {
    current = new Configuration("eu-2");
  }

  private static void request() {
    if (current.region().isEmpty()) {
      throw new IllegalStateException("no region");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Thread reloader = Thread.ofPlatform().name("reloader").start(StaleConfigurationMended::reload);
    Thread request = Thread.ofPlatform().name("request").start(StaleConfigurationMended::request);
    reloader.join();
    request.join();
  }
}
