package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.ReplayFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay file says about the run it came from, for all that the command line leaves out.
 *
 * @param name of the file, or empty if there is none
 */
record Replay(String name, ReplayFile file) {
  /**
   * @param option the file the user named, if any
   * @throws CannotCheckException if there is no such file or it is no replay file
   */
  static Replay of(@Nullable String option) {
    return option == null
        ? new Replay("", new ReplayFile())
        : new Replay(option, ReplayFile.read(Path.of(option)));
  }

  /**
   * What to check: {@code option} if the user gave it.
   *
   * @throws CannotCheckException if the file names something that is not there
   */
  TargetName target(@Nullable String option) {
    String method = file.get(ReplayFile.METHOD);
    if (option != null) {
      return TargetName.parse(option).orMethod(method);
    }
    String target = file.get(ReplayFile.TARGET);
    if (target.isEmpty()) {
      throw new CannotCheckException(name + " is damaged: it names no target");
    }
    String source = target.replaceFirst("[.]java#.*", ".java");
    if (source.endsWith(".java") && !Files.exists(Path.of(source))) {
      throw new CannotCheckException(
          name
              + " is about "
              + target
              + ", which is not found from here: go to the folder it was made in, or name the"
              + " target as well");
    }
    return TargetName.parse(target).orMethod(method);
  }

  List<String> arguments(List<String> given) {
    return given.isEmpty() ? file.all(ReplayFile.ARGUMENT) : given;
  }

  List<String> classPath() {
    return file.all(ReplayFile.CLASS_PATH);
  }

  String strategy(@Nullable String option, String usual) {
    String strategy = file.get(ReplayFile.STRATEGY);
    return option != null ? option : strategy.isEmpty() ? usual : strategy;
  }

  /**
   * The number {@code key}.
   *
   * @throws CannotCheckException if the file has something else there
   */
  long number(String key, @Nullable Long option, long usual) {
    String value = file.get(key);
    if (option != null || value.isEmpty()) {
      return option != null ? option : usual;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new CannotCheckException(name + " is damaged at: " + key + " = " + value);
    }
  }
}
