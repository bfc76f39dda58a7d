package dev.signalbox.bench;

import com.sun.management.ThreadMXBean;
import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.target.Program;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Backend;
import dev.signalbox.check.runtime.Determinism;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Signalbox's checker in a JVM of its own, under its agent. */
public final class SignalboxSide {
  private static final String STRATEGY = "mixed";

  /** All fields ignored: looked for, but none ends an exploration early. */
  private static final RaceFilter RACES =
      Boolean.getBoolean(Jvms.RACES) ? new RaceFilter(true, List.of("*")) : RaceFilter.NONE;

  private static final long SEED = 1;
  private static final long MAX_STEPS = 2_000_000;
  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private static final int FOUND = 1;
  private static final long WARM_UP_EXECUTIONS = 50_000;

  private final PrintStream out = System.out;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Target target;
  private final Explorer explorer;
  private final PastFindings pastFindings;

  private SignalboxSide(Workload workload) throws Exception {
    Agent.failure()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    Agent.instrument(Program::isLoadedBy);
    Program program = Program.load(request(workload));
    Determinism.prepare();
    Backend.use(Boolean.getBoolean(Jvms.OS_THREADS));
    target = program.targets().getFirst();
    explorer =
        new Explorer(
            target, program.loader(), STRATEGY, SEED, MAX_STEPS, RACES, new ProgramOutput());
    pastFindings = new PastFindings(target, program.loader(), explorer, SEED, MAX_STEPS);
  }

  private static CheckRequest request(Workload workload) throws Exception {
    Path classes =
        Path.of(workload.type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new CheckRequest(
        workload.type.getName(),
        workload.type.getName(),
        "",
        List.of(),
        List.of(classes.toString()),
        Map.of(),
        List.of(),
        NO_LIMIT,
        0,
        STRATEGY,
        -1,
        SEED,
        MAX_STEPS,
        false,
        List.of(),
        "",
        "",
        false,
        false,
        false,
        false,
        80,
        "",
        1,
        List.of());
  }

  /**
   * {@code throughput WORKLOAD WARM_UP MEASURED}, {@code memory WORKLOAD EXECUTIONS} or {@code
   * first WORKLOAD}.
   */
  public static void main(String[] args) throws Exception {
    Workload workload = Workload.valueOf(args[1]);
    SignalboxSide side = new SignalboxSide(workload);
    int status = 0;
    switch (args[0]) {
      case "throughput" ->
          side.throughput(workload, Duration.parse(args[2]), Duration.parse(args[3]));
      case "memory" -> side.memory(Long.parseLong(args[2]));
      default -> status = side.findsSomething() ? FOUND : 0;
    }
    // Threads of abandoned executions may be left over.
    Runtime.getRuntime().halt(status);
  }

  private void throughput(Workload workload, Duration warmUp, Duration measured) {
    Exploration unused = run(workload, warmUp);
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Exploration explored = run(workload, measured);
    long nanos = System.nanoTime() - start;
    tell(Result.NANOS, nanos);
    tell(Result.CPU_NANOS, threads.getCurrentThreadCpuTime() - cpu);
    tell(Result.BYTES, threads.getCurrentThreadAllocatedBytes() - bytes);
    tell(Result.THREADS, explored.threads());
    tell(Result.STEPS, explored.steps());
    tell(Result.DEADLOCKS, explored.found());
    tell(Result.EXECUTIONS, explored.executions());
  }

  private Exploration run(Workload workload, Duration time) {
    return workload.deadlocks() ? pastFindings.explore(time) : explore(time, 0);
  }

  private Exploration explore(Duration time, long executions) {
    Explorer.Outcome o = explorer.explore(time, executions, (n, strategy) -> {});
    if (o.bug() != null || o.problem() != null) {
      throw new IllegalStateException(o.toString());
    }
    return new Exploration(o.executions(), 0, o.threads(), o.steps());
  }

  private boolean findsSomething() {
    return explorer.explore(Duration.ofSeconds(10), 0, (n, strategy) -> {}).bug() != null;
  }

  private void memory(long executions) {
    Exploration warmUp = explore(NO_LIMIT, WARM_UP_EXECUTIONS);
    tell(Result.HEAP_BEFORE, usedHeap());
    tell(Result.METASPACE_BEFORE, usedMetaspace());
    Exploration explored = explore(NO_LIMIT, executions);
    tell(Result.HEAP_AFTER, usedHeap());
    tell(Result.METASPACE_AFTER, usedMetaspace());
    tell(Result.EXECUTIONS, explored.executions());
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long usedMetaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(u -> u.getUsed())
        .sum();
  }

  private void tell(String key, long value) {
    Result.tell(out, key, value);
  }
}
