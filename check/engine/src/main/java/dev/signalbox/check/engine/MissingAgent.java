package dev.signalbox.check.engine;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Tells how to start a JVM with the agent. */
final class MissingAgent {
  private static final Path GROUP = Path.of("dev", "signalbox");

  private MissingAgent() {}

  static CannotCheckException exception(String why) {
    Path jar = jar();
    return new CannotCheckException(
        """
        nothing can be checked, because the agent does not work in this JVM: %s
        Add it
          Maven   in the configuration of maven-surefire-plugin; with JaCoCo, @{argLine} before it:
                  <argLine>-javaagent:%s</argLine>
          Gradle  tasks.test { jvmArgs("-javaagent:%s") }
          IDE     as VM option of the run configuration, and on the command line of java:
                  -javaagent:%s"""
            .formatted(why, inLocalRepository(jar), jar, jar));
  }

  /** As a pom names it, on every machine, if it is there. */
  private static String inLocalRepository(Path jar) {
    Path version = jar.getParent();
    Path artifact = version == null ? null : version.getParent();
    Path group = artifact == null ? null : artifact.getParent();
    return group != null && group.endsWith(GROUP)
        ? "${settings.localRepository}/"
            + GROUP.resolve(group.relativize(jar)).toString().replace('\\', '/')
        : jar.toString();
  }

  /** Our own, which is the agent's. */
  private static Path jar() {
    CodeSource source = MissingAgent.class.getProtectionDomain().getCodeSource();
    try {
      Path own = source == null ? null : Path.of(source.getLocation().toURI());
      return own != null && own.toString().endsWith(".jar")
          ? own
          : Path.of("signalbox-check-engine.jar");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
