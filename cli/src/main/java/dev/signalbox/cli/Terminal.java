package dev.signalbox.cli;

import java.util.Map;
import java.util.Properties;

/**
 * How and where the user called us. The script tells it in system properties, because Java cannot
 * see which of the standard streams are terminals.
 *
 * @param color whether standard output may be coloured
 * @param progress whether standard error is a terminal, so that progress can be shown there
 * @param width columns
 * @param command how the user called us, for the commands that we print
 */
record Terminal(boolean color, boolean progress, int width, String command) {
  static final int DEFAULT_WIDTH = 100;

  static Terminal of(Properties properties, Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        !plain && Boolean.parseBoolean(properties.getProperty("signalbox.stdout.terminal")),
        Boolean.parseBoolean(properties.getProperty("signalbox.stderr.terminal")),
        width(properties.getProperty("signalbox.width", "")),
        properties.getProperty("signalbox.command", "signalbox"));
  }

  private static int width(String columns) {
    // At most four digits, so that it is an int.
    int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
    return width > 0 ? width : DEFAULT_WIDTH;
  }
}
