package dev.signalbox.cli;

import dev.signalbox.check.engine.CannotCheckException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user's options of the JVM that runs the program.
 *
 * @param values such as {@code -Xmx1g}
 */
record JavaOptions(List<String> values) {
  /** Those that choose what to run, or stop the JVM from running it. */
  private static final Pattern NOT_AN_OPTION =
      Pattern.compile(
          "(?!-).*|--?|-jar|-cp|--?class-?path(=.*)?|-m|--module(=.*)?|-p|--module-path(=.*)?"
              + "|--?(help|version|dry-run|show-version|list-modules)|-[h?X]|--help-extra");

  private static final String OS_THREADS = "-Dsignalbox.os-threads=true";

  private static final Pattern FOR_JAVAC_TOO =
      Pattern.compile("--(add-modules|add-exports|limit-modules)=.*");

  JavaOptions {
    values = List.copyOf(values);
  }

  /**
   * @param osThreads whether the program is to run on threads of the operating system, which the
   *     checker's JVM has to know before it knows anything else
   * @throws CannotCheckException if {@code values} has something that no JVM can be given here
   */
  static JavaOptions of(List<String> values, boolean osThreads) {
    for (String option : values) {
      if (NOT_AN_OPTION.matcher(option).matches()) {
        throw new CannotCheckException(
            "--java-option "
                + option
                + " cannot be passed on: give an option such as -Dname=value, -Xmx2g or"
                + " --add-modules=NAME, and the program's folders and jars with --class-path");
      }
    }
    return new JavaOptions(
        osThreads ? Stream.concat(values.stream(), Stream.of(OS_THREADS)).toList() : values);
  }

  /** Those options that javac needs as well, to see the same modules. */
  List<String> forJavac() {
    return values.stream().filter(o -> FOR_JAVAC_TOO.matcher(o).matches()).toList();
  }

  /** Whether {@code option} names a garbage collector: the JVM takes only one. */
  static boolean choosesCollector(String option) {
    return option.matches("-XX:[+]Use\\w+GC");
  }

  /** Whether {@code option} is about archives of classes: the JVM may refuse it beside ours. */
  static boolean choosesArchive(String option) {
    return option.startsWith("-Xshare")
        || option.startsWith("-XX:AOT")
        || option.contains("Archive");
  }
}
