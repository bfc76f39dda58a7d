package dev.signalbox.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures Signalbox's checker next to Lincheck's, and prints tables in Markdown. Both run the same
 * programs on the same JVM; JVMs of one side and of the other take turns.
 */
public final class Bench {
  private static final int WRONG_USAGE = 2;
  private static final Duration GRACE = Duration.ofSeconds(90);
  private static final int ENOUGH_FAILURES = 2;
  private static final String NO_FIGURE = "–";

  private final Plan plan;
  private final Jvms jvms;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private Bench(Plan plan, Jvms jvms) {
    this.plan = plan;
    this.jvms = jvms;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Plan plan;
    try {
      plan = Plan.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.print(Plan.USAGE);
      System.exit(WRONG_USAGE);
      return;
    }
    new Bench(plan, new Jvms(Path.of(System.getProperty("bench.root")))).run();
  }

  private void run() throws IOException, InterruptedException {
    environment();
    checkSides();
    if (plan.has("throughput")) {
      throughput();
    }
    if (plan.has("races")) {
      races();
    }
    if (plan.has("backends")) {
      backends();
    }
    if (plan.has("bugs")) {
      new Bugs(plan.rounds(), jvms).table(this);
    }
    if (plan.has("linearizability")) {
      new Linearizability(jvms).table(this);
    }
    if (plan.has("jars")) {
      new Jars(plan.rounds(), jvms).table(this);
    }
    if (plan.has("jobs")) {
      new Jobs(plan, jvms).table(this);
    }
    if (plan.has("start")) {
      start();
    }
    if (plan.has("memory")) {
      memory();
    }
  }

  private void environment() {
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf(
        "%s, %d cores, Java %s (%s)%n",
        LocalDate.now(), cores, Runtime.version(), System.getProperty("java.vm.vendor"));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > cores / 2.0) {
      out.printf("**The machine was not quiet: load %.1f at the start.**%n", load);
    }
  }

  /** A side that sees nothing is fast, too. */
  private void checkSides() throws IOException, InterruptedException {
    List<String> planted = List.of("first", Workload.PLANTED_RACE.name());
    double unused = seconds(jvms.signalbox(planted)) + seconds(jvms.lincheck(planted));
  }

  // ---- executions per second

  private void throughput() throws IOException, InterruptedException {
    Map<Workload, List<Result>> ours = new EnumMap<>(Workload.class);
    Map<Workload, List<Result>> theirs = new EnumMap<>(Workload.class);
    Duration limit = plan.warmUp().plus(plan.measured()).plus(GRACE);
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Workload w : plan.workloads()) {
        err.printf("round %d of %d: %s%n", round, plan.rounds(), w.title);
        List<String> arguments =
            List.of("throughput", w.name(), plan.warmUp().toString(), plan.measured().toString());
        add(ours, w, jvms.measure(jvms.signalbox(arguments), limit));
        if (!w.deadlocks() && failures(theirs.getOrDefault(w, List.of())) < ENOUGH_FAILURES) {
          add(theirs, w, jvms.measure(jvms.lincheck(arguments), limit));
        }
      }
    }
    printThroughput(ours, theirs);
    printCost(ours);
  }

  /** What looking for data races costs. */
  private void races() throws IOException, InterruptedException {
    Map<Workload, List<Result>> without = new EnumMap<>(Workload.class);
    Map<Workload, List<Result>> with = new EnumMap<>(Workload.class);
    Duration limit = plan.warmUp().plus(plan.measured()).plus(GRACE);
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Workload w : plan.workloads()) {
        if (!w.deadlocks()) {
          err.printf("races, round %d of %d: %s%n", round, plan.rounds(), w.title);
          List<String> arguments =
              List.of("throughput", w.name(), plan.warmUp().toString(), plan.measured().toString());
          add(without, w, jvms.measure(jvms.signalbox(arguments), limit));
          add(with, w, jvms.measure(jvms.signalboxWithRaces(arguments), limit));
        }
      }
    }
    heading("Executions per second", "program", "no races", "races", "ratio");
    for (Workload w : without.keySet()) {
      List<Result> off = without.getOrDefault(w, List.of());
      List<Result> on = with.getOrDefault(w, List.of());
      boolean both = runs(off) && runs(on);
      row(
          w.title,
          perSecond(off),
          perSecond(on),
          both ? Spread.number(rate(on).median() / rate(off).median(), 2) + " ×" : NO_FIGURE);
    }
  }

  /** What threads of the operating system cost. */
  private void backends() throws IOException, InterruptedException {
    Map<Workload, List<Result>> continuations = new EnumMap<>(Workload.class);
    Map<Workload, List<Result>> osThreads = new EnumMap<>(Workload.class);
    Duration limit = plan.warmUp().plus(plan.measured()).plus(GRACE);
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Workload w : plan.workloads()) {
        err.printf("backends, round %d of %d: %s%n", round, plan.rounds(), w.title);
        List<String> arguments =
            List.of("throughput", w.name(), plan.warmUp().toString(), plan.measured().toString());
        add(continuations, w, jvms.measure(jvms.signalbox(arguments), limit));
        add(osThreads, w, jvms.measure(jvms.signalboxOnOsThreads(arguments), limit));
      }
    }
    heading("Executions per second", "program", "continuations", "OS threads");
    for (Workload w : continuations.keySet()) {
      row(
          w.title,
          perSecond(continuations.getOrDefault(w, List.of())),
          perSecond(osThreads.getOrDefault(w, List.of())));
    }
  }

  private static void add(Map<Workload, List<Result>> results, Workload w, Result r) {
    results.computeIfAbsent(w, any -> new ArrayList<>()).add(r);
  }

  private void printThroughput(
      Map<Workload, List<Result>> ours, Map<Workload, List<Result>> theirs) {
    heading("Executions per second", "program", "Signalbox", "Lincheck", "ratio");
    for (Workload w : plan.workloads()) {
      List<Result> mine = ours.getOrDefault(w, List.of());
      List<Result> other = theirs.getOrDefault(w, List.of());
      boolean both = runs(mine) && runs(other);
      row(
          w.title,
          perSecond(mine),
          w.deadlocks() ? NO_FIGURE + " ends at the first deadlock" : perSecond(other),
          both ? Spread.number(rate(mine).median() / rate(other).median(), 0) + " ×" : NO_FIGURE);
    }
  }

  private static long failures(List<Result> results) {
    return results.stream().filter(Result::isFailure).count();
  }

  private static boolean runs(List<Result> results) {
    return failures(results) < results.size();
  }

  private static Spread rate(List<Result> results) {
    return Spread.of(
        results.stream().filter(r -> !r.isFailure()).mapToDouble(Result::perSecond).toArray());
  }

  private static String perSecond(List<Result> results) {
    String figure = runs(results) ? rate(results).text(0) : NO_FIGURE;
    long failures = failures(results);
    if (failures == 0) {
      return figure;
    }
    String why =
        results.stream().filter(Result::isFailure).findFirst().orElseThrow().text(Result.FAILURE);
    return figure + "; " + failures + " of " + results.size() + " JVMs: " + why;
  }

  private void printCost(Map<Workload, List<Result>> ours) {
    heading(
        "One execution of Signalbox",
        "program",
        "threads",
        "scheduling points, at most",
        "µs of CPU time",
        "bytes allocated",
        "deadlocks, of 100");
    for (Workload w : plan.workloads()) {
      List<Result> mine = ours.getOrDefault(w, List.of());
      if (runs(mine)) {
        row(
            w.title,
            most(mine, Result.THREADS),
            most(mine, Result.STEPS),
            median(mine, Result.CPU_NANOS, 1e-3, 2),
            median(mine, Result.BYTES, 1, 0),
            w.deadlocks() ? median(mine, Result.DEADLOCKS, 100, 1) : "");
      }
    }
  }

  private static String most(List<Result> results, String key) {
    return Spread.number(
        results.stream()
            .filter(r -> !r.isFailure())
            .mapToDouble(r -> r.number(key))
            .max()
            .orElseThrow(),
        0);
  }

  private static String median(List<Result> results, String key, double factor, int decimals) {
    double[] values =
        results.stream()
            .filter(r -> !r.isFailure())
            .mapToDouble(r -> factor * r.perExecution(key))
            .toArray();
    return Spread.number(Spread.of(values).median(), decimals);
  }

  // ---- time to the first finding

  private void start() throws IOException, InterruptedException {
    heading("Seconds to the first finding", "program", "Signalbox", "Lincheck", "ratio");
    for (Workload w : plan.workloads()) {
      if (w.deadlocks()) {
        start(w);
      }
    }
  }

  private void start(Workload w) throws IOException, InterruptedException {
    List<String> ours = jvms.check(w);
    List<String> theirs = jvms.lincheck(List.of("first", w.name()));
    double[] mine = new double[plan.starts()];
    double[] other = new double[plan.starts()];
    // Builds and prepares what is built and prepared once.
    double unused = seconds(ours) + seconds(theirs);
    for (int i = 0; i < plan.starts(); i++) {
      err.printf("start %d of %d: %s%n", i + 1, plan.starts(), w.title);
      mine[i] = seconds(ours);
      other[i] = seconds(theirs);
    }
    row(
        w.title,
        Spread.of(mine).text(2),
        Spread.of(other).text(2),
        Spread.number(Spread.of(other).median() / Spread.of(mine).median(), 1) + " ×");
  }

  /** The time of a command that finds a bug. */
  private double seconds(List<String> command) throws IOException, InterruptedException {
    Jvms.Ended ended = jvms.run(command, GRACE.multipliedBy(3));
    if (ended == null || ended.status() != 1) {
      throw new IOException(command + " found nothing: " + ended);
    }
    return ended.time().toNanos() / 1e9;
  }

  // ---- memory

  private void memory() throws IOException, InterruptedException {
    String title = Spread.number(plan.executions(), 0) + " executions of Signalbox: KiB in use";
    heading(title, "program", "heap before", "after", "metaspace before", "after");
    for (Workload w : List.of(Workload.COUNTER, Workload.POOL)) {
      err.printf("memory: %s%n", w.title);
      List<String> arguments = List.of("memory", w.name(), Long.toString(plan.executions()));
      Result r = jvms.measure(jvms.signalbox(arguments), GRACE.multipliedBy(40));
      row(
          w.title,
          r.isFailure() ? NO_FIGURE + " " + r.text(Result.FAILURE) : kib(r, Result.HEAP_BEFORE),
          kib(r, Result.HEAP_AFTER),
          kib(r, Result.METASPACE_BEFORE),
          kib(r, Result.METASPACE_AFTER));
    }
  }

  private static String kib(Result r, String key) {
    return Spread.number(r.number(key) / 1024, 0);
  }

  // ---- Markdown

  void heading(String title, String... columns) {
    out.printf("%n### %s%n%n", title);
    row(columns);
    out.println("|---".repeat(columns.length) + "|");
  }

  void row(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }
}
