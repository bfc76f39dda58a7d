package dev.signalbox.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What to measure, and for how long. */
record Plan(
    int rounds,
    Duration warmUp,
    Duration measured,
    int starts,
    long executions,
    List<Workload> workloads,
    List<String> parts) {
  private static final List<String> PARTS =
      List.of(
          "throughput",
          "races",
          "backends",
          "bugs",
          "linearizability",
          "jars",
          "jobs",
          "start",
          "memory");

  static final String USAGE =
      """
      Usage: bench/run [--quick] [OPTION VALUE]...
        --rounds N      JVMs of each side for each program (3)
        --warm-up S     seconds before the measurement, in each JVM (10)
        --seconds S     seconds of the measurement (5)
        --starts N      runs for the time to the first finding (15)
        --executions N  for the memory (1000000)
        --only LIST     programs, by comma: %s
        --parts LIST    %s
        --quick         a short run, to see whether it works
      """
          .formatted(names(), String.join(",", PARTS));

  private static final Plan USUAL =
      new Plan(3, seconds("10"), seconds("5"), 15, 1_000_000, Workload.measured(), PARTS);

  private static final Plan QUICK =
      new Plan(1, seconds("2"), seconds("2"), 3, 100_000, Workload.measured(), PARTS);

  /**
   * @throws IllegalArgumentException if the arguments are none of those of {@link #USAGE}
   */
  static Plan parse(String... args) {
    Plan plan = USUAL;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        plan = QUICK;
      } else if (i + 1 < args.length) {
        plan = plan.with(args[i], args[++i]);
      } else {
        throw new IllegalArgumentException(args[i]);
      }
    }
    return plan;
  }

  private Plan with(String option, String value) {
    return switch (option) {
      case "--rounds" ->
          new Plan(number(value), warmUp, measured, starts, executions, workloads, parts);
      case "--warm-up" ->
          new Plan(rounds, seconds(value), measured, starts, executions, workloads, parts);
      case "--seconds" ->
          new Plan(rounds, warmUp, seconds(value), starts, executions, workloads, parts);
      case "--starts" ->
          new Plan(rounds, warmUp, measured, number(value), executions, workloads, parts);
      case "--executions" ->
          new Plan(rounds, warmUp, measured, starts, Long.parseLong(value), workloads, parts);
      case "--only" ->
          new Plan(rounds, warmUp, measured, starts, executions, workloads(value), parts);
      case "--parts" ->
          new Plan(
              rounds, warmUp, measured, starts, executions, workloads, List.of(value.split(",")));
      default -> throw new IllegalArgumentException(option);
    };
  }

  boolean has(String part) {
    return parts.contains(part);
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
  }

  private static List<Workload> workloads(String names) {
    return Arrays.stream(names.split(","))
        .map(n -> Workload.valueOf(n.toUpperCase(Locale.ROOT).replace('-', '_')))
        .toList();
  }

  private static String names() {
    return String.join(
        ", ",
        Workload.measured().stream()
            .map(w -> w.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }
}
