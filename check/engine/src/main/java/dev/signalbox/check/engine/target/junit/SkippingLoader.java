package dev.signalbox.check.engine.target.junit;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Registers {@link BodySkipper} as an extension that Jupiter detects by itself. */
final class SkippingLoader extends ClassLoader {
  private static final String SERVICE =
      "META-INF/services/org.junit.jupiter.api.extension.Extension";

  private final boolean othersToo;

  /**
   * @param othersToo whether the program lets Jupiter detect its own extensions
   */
  SkippingLoader(boolean othersToo) {
    super(SkippingLoader.class.getClassLoader());
    this.othersToo = othersToo;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(SERVICE)) {
      return super.getResources(name);
    }
    URL ours = SkippingLoader.class.getResource("body-skipper.service");
    List<URL> services = new ArrayList<>(ours == null ? List.of() : List.of(ours));
    if (othersToo) {
      services.addAll(Collections.list(super.getResources(name)));
    }
    return Collections.enumeration(services);
  }
}
