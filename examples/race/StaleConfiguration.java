package race;

/**
 * Broken: a new configuration is published by a plain field. No interleaving makes this program
 * fail; but nothing makes the request see the new one, ever: the compiler may read the field once
 * and keep it (JLS 17.4.5), and the fields of the object may be seen before they are written.
 *
 * <p>Reference section: Race Condition. Mended in {@link StaleConfigurationMended}.
 */
public final class StaleConfiguration {
  private static Configuration current = new Configuration("eu-1");

  private StaleConfiguration() {}

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
    Thread reloader = Thread.ofPlatform().name("reloader").start(StaleConfiguration::reload);
    Thread request = Thread.ofPlatform().name("request").start(StaleConfiguration::request);
    reloader.join();
    request.join();
  }
}
