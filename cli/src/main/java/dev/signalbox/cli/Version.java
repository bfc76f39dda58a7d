package dev.signalbox.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Names Signalbox and the JDK that runs it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "signalbox " + Objects.requireNonNullElse(version, "(not packaged)"),
      "JDK " + Runtime.version() + ", " + System.getProperty("java.vendor")
    };
  }
}
