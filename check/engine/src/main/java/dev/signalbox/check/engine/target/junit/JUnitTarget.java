package dev.signalbox.check.engine.target.junit;

import dev.signalbox.check.engine.target.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * One test, run by the launcher as a build tool would run it alone. JUnit's tree of tests keeps
 * state of its execution, so each run makes it anew, from a request made once.
 */
final class JUnitTarget implements Target {
  private final String name;
  private final Launcher launcher;
  private final ClassLoader program;
  private final LauncherDiscoveryRequest request;
  private volatile @Nullable String skipped;

  JUnitTarget(String name, UniqueId test, Launcher launcher, ClassLoader program) {
    this.name = name;
    this.launcher = launcher;
    this.program = program;
    this.request =
        Settings.request()
            .selectors(DiscoverySelectors.selectUniqueId(test))
            .filters(EngineFilter.includeEngines(test.getEngineId().orElseThrow()))
            .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run() throws Throwable {
    Thread.currentThread().setContextClassLoader(program);
    skipped = null;
    Outcome outcome = new Outcome();
    launcher.execute(request, outcome);
    skipped = outcome.skipped();
    Throwable failure = outcome.failure();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Optional<String> skipped() {
    return Optional.ofNullable(skipped);
  }
}
