package dev.signalbox.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code signalbox check}. It is put together in code, because reading it from
 * annotations slows down each start.
 */
record CheckOptions(ParseResult parsed) {
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("check");
    spec.usageMessage()
        .description("Runs a program in many interleavings of its threads and looks for bugs.")
        .customSynopsis(
            "signalbox check [OPTIONS] TARGET [ARGUMENTS]...",
            "       signalbox check [OPTIONS] --replay FILE")
        .sortOptions(false)
        .footer(
            "",
            "Exit status: 0 nothing found, 1 a bug found, 2 the check could not run.",
            "",
            "  signalbox check Bank.java",
            "  signalbox check com.acme.FooTest#bar --class-path 'target/classes:lib/*' --time 1m");
    return spec.addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("TARGET")
                .type(String.class)
                .description(
                    "A .java file, or a class with main or with JUnit tests; #METHOD after it"
                        + " selects one test.")
                .build())
        .addPositional(
            PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .paramLabel("ARGUMENTS")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Given to main. Those that start with a dash go after --.")
                .build())
        .addOption(
            OptionSpec.builder("-cp", "--class-path", "--classpath")
                .paramLabel("PATH")
                .type(String.class)
                .description(
                    "Where the program's classes are, as in java. Default: CLASSPATH, or the"
                        + " current folder.")
                .build())
        .addOption(
            option("--time", "TIME", Duration.class, new TimeSpan())
                .description(
                    "How long to look: 500ms, 10s, 2m, 1h. Default: 10s; no limit with"
                        + " --schedules.")
                .build())
        .addOption(
            option("--schedules", "N", Long.class, new PositiveNumber())
                .description("How many interleavings to try at most.")
                .build())
        .addOption(
            option("--jobs", "N", Integer.class, new Jobs())
                .description(
                    "In how many JVMs to look at the same time. Default: 1. What is found does not"
                        + " depend on it.")
                .build())
        .addOption(
            OptionSpec.builder("--exhaustive")
                .description(
                    "Try all interleavings that differ in the order of dependent steps; says how"
                        + " far it came.")
                .build())
        .addOption(
            option("--preemptions", "K", Integer.class, new SmallNumber())
                .description(
                    "With --exhaustive: try all interleavings with at most K switches away from a"
                        + " thread that could go on.")
                .build())
        .addOption(
            option("--strategy", "NAME", String.class, new Strategy())
                .description(
                    "How interleavings are chosen: random, pct, pos, or mixed (default): all in"
                        + " turns.")
                .build())
        .addOption(
            option("--seed", "N", Long.class, new WholeNumber())
                .description(
                    "Makes a run repeatable. Default: another one each time; the report names it.")
                .build())
        .addOption(
            option("--max-steps", "N", Long.class, new PositiveNumber())
                .description("Steps after which a run of the program counts as endless.")
                .build())
        .addOption(
            OptionSpec.builder("--no-races").description("Do not look for data races.").build())
        .addOption(
            OptionSpec.builder("--ignore-races")
                .paramLabel("FILE")
                .type(String.class)
                .description(
                    "Fields whose data races are meant, one a line: com.acme.Cache.hash; * stands"
                        + " for any characters, # begins a comment.")
                .build())
        .addOption(
            OptionSpec.builder("--replay")
                .paramLabel("FILE")
                .type(String.class)
                .description("Run the one interleaving of a finding again. TARGET may be left out.")
                .build())
        .addOption(
            OptionSpec.builder("--report")
                .paramLabel("DIR")
                .type(String.class)
                .description("Write report.html, .txt, .json and the replay files there.")
                .build())
        .addOption(
            OptionSpec.builder("--json")
                .description("Print the result as one JSON document.")
                .build())
        .addOption(
            OptionSpec.builder("--os-threads")
                .description(
                    "Run the program on threads of the operating system: slower, the same"
                        + " interleavings. Needs not be said with a debugger.")
                .build())
        .addOption(
            OptionSpec.builder("--java-option")
                .paramLabel("OPTION")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "Option of the JVM that runs the program, such as -Dname=value. Repeatable.")
                .build())
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
  }

  private static OptionSpec.Builder option(
      String name, String label, Class<?> type, ITypeConverter<?> converter) {
    return OptionSpec.builder(name).paramLabel(label).type(type).converters(converter);
  }

  @Nullable String target() {
    return parsed.matchedPositionalValue(0, null);
  }

  List<String> arguments() {
    return parsed.matchedPositionalValue(1, List.of());
  }

  @Nullable String classPath() {
    return parsed.matchedOptionValue("--class-path", null);
  }

  @Nullable Duration time() {
    return parsed.matchedOptionValue("--time", null);
  }

  @Nullable Long schedules() {
    return parsed.matchedOptionValue("--schedules", null);
  }

  int jobs() {
    return parsed.matchedOptionValue("--jobs", 1);
  }

  boolean exhaustive() {
    return parsed.hasMatchedOption("--exhaustive");
  }

  @Nullable Integer preemptions() {
    return parsed.matchedOptionValue("--preemptions", null);
  }

  /** The first of these options that was given. */
  Optional<String> given(String... options) {
    return Stream.of(options).filter(parsed::hasMatchedOption).findFirst();
  }

  @Nullable String strategy() {
    return parsed.matchedOptionValue("--strategy", null);
  }

  @Nullable Long seed() {
    return parsed.matchedOptionValue("--seed", null);
  }

  @Nullable Long maxSteps() {
    return parsed.matchedOptionValue("--max-steps", null);
  }

  boolean races() {
    return !parsed.hasMatchedOption("--no-races");
  }

  @Nullable String ignoredRaces() {
    return parsed.matchedOptionValue("--ignore-races", null);
  }

  @Nullable String replay() {
    return parsed.matchedOptionValue("--replay", null);
  }

  @Nullable String report() {
    return parsed.matchedOptionValue("--report", null);
  }

  boolean json() {
    return parsed.hasMatchedOption("--json");
  }

  boolean osThreads() {
    return parsed.hasMatchedOption("--os-threads");
  }

  List<String> javaOptions() {
    return parsed.matchedOptionValue("--java-option", List.of());
  }
}
