package dev.signalbox.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a second JVM adds: executions of the whole command in the same time, by number of jobs. */
final class Jobs {
  private static final List<Workload> WORKLOADS =
      List.of(Workload.THREE_THREADS, Workload.QUEUE, Workload.POOL, Workload.FUTURES);

  private static final List<Integer> JOBS = List.of(1, 2);
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Plan plan;
  private final Jvms jvms;
  private final PrintStream err = System.err;

  Jobs(Plan plan, Jvms jvms) {
    this.plan = plan;
    this.jvms = jvms;
  }

  void table(Bench bench) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (Workload w : WORKLOADS) {
      err.printf("jobs: %s%n", w.title);
      double[][] rates = new double[JOBS.size()][plan.rounds()];
      for (int round = 0; round < plan.rounds(); round++) {
        for (int i = 0; i < JOBS.size(); i++) {
          rates[i][round] = rate(w, JOBS.get(i));
        }
      }
      Spread one = Spread.of(rates[0]);
      Spread two = Spread.of(rates[1]);
      String ratio = Spread.number(two.median() / one.median(), 2) + " ×";
      rows.add(List.of(w.title, one.text(0), two.text(0), ratio));
    }
    String title = "Executions per second, all of " + plan.measured().toSeconds() + " s counted";
    bench.heading(title, "program", "--jobs 1", "--jobs 2", "ratio");
    rows.forEach(row -> bench.row(row.toArray(String[]::new)));
  }

  private double rate(Workload w, int jobs) throws IOException, InterruptedException {
    Path root = jvms.root();
    List<String> command =
        List.of(
            root.resolve("signalbox").toString(),
            "check",
            w.type.getName(),
            "--class-path=" + root.resolve("bench/target/classes"),
            "--no-races",
            "--json",
            "--seed=1",
            "--time=" + plan.measured().toMillis() + "ms",
            "--jobs=" + jobs);
    Jvms.Ended ended = jvms.run(command, plan.measured().plus(GRACE));
    if (ended == null || ended.status() != 0) {
      throw new IllegalStateException(w + " with " + jobs + " jobs: " + ended);
    }
    String json = String.join("\n", ended.output());
    return number(json, "executions") * 1000.0 / number(json, "elapsedMillis");
  }

  private static long number(String json, String key) {
    MatchResult first =
        Pattern.compile("\"" + key + "\": (\\d+)")
            .matcher(json)
            .results()
            .findFirst()
            .orElseThrow();
    return Long.parseLong(first.group(1));
  }
}
