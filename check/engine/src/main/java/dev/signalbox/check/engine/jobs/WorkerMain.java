package dev.signalbox.check.engine.jobs;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.Watchdog;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.explore.Chunk;
import dev.signalbox.check.engine.explore.Explored;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.target.Program;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Execution;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side: executes the chunks that it reads from standard input, and tells what they
 * showed. When the input ends, its JVM does.
 */
public final class WorkerMain {
  /** The argument that makes a checker's JVM a worker. */
  public static final String ROLE = "worker";

  private final CheckRequest request;
  private final Program program;
  private final ProgramTransformer transformer;
  private final ProgramOutput output;
  private final DataOutputStream out;
  private @Nullable Order order;
  private int told;

  /** What to execute. */
  private record Order(String target, Chunk chunk) {}

  public WorkerMain(
      CheckRequest request,
      Program program,
      ProgramTransformer transformer,
      ProgramOutput output,
      DataOutputStream out) {
    this.request = request;
    this.program = program;
    this.transformer = transformer;
    this.output = output;
    this.out = out;
  }

  /** Does not return. */
  public void run(DataInputStream in) throws IOException, InterruptedException {
    Thread reader = new Thread(() -> read(in), "signalbox-orders");
    reader.setDaemon(true);
    reader.start();
    out.writeBoolean(true);
    out.flush();
    Order last = null;
    Explorer explorer = null;
    while (true) {
      Order next = next();
      if (explorer == null || last == null || !last.target.equals(next.target)) {
        explorer = explorer(next.target);
        Execution unused = explorer.prepare();
      }
      last = next;
      tell(watched(explorer, next.chunk));
    }
  }

  private Explored watched(Explorer explorer, Chunk chunk) {
    try (Watchdog watchdog = new Watchdog(why -> stalled(explorer, chunk, why))) {
      return explorer.explore(chunk);
    }
  }

  private void stalled(Explorer explorer, Chunk chunk, String why) {
    Explored.End end = new Explored.End(Explored.Why.STALL, why);
    Chunk done = new Chunk(chunk.first(), explorer.number());
    try {
      tell(new Explored(done, 0, 0, List.of(), end));
    } catch (IOException e) {
      // Nobody is there to be told.
    }
    Runtime.getRuntime().halt(2);
  }

  private Explorer explorer(String name) {
    Target target =
        program.targets().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    return new Explorer(
        target,
        program.loader(),
        request.strategy(),
        request.seed(),
        request.maxSteps(),
        new RaceFilter(request.races(), request.ignoredRaces()),
        output);
  }

  private void tell(Explored e) throws IOException {
    List<String> failures = transformer.failures();
    List<String> fresh = failures.subList(told, failures.size());
    told = failures.size();
    out.writeInt(fresh.size());
    for (String f : fresh) {
      out.writeUTF(f);
    }
    e.writeTo(out);
  }

  static List<String> readAll(DataInputStream in) throws IOException {
    List<String> all = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      all.add(in.readUTF());
    }
    return all;
  }

  private void read(DataInputStream in) {
    try {
      while (true) {
        put(new Order(in.readUTF(), new Chunk(in.readLong(), in.readLong())));
      }
    } catch (IOException e) {
      // Who started us has ended.
      Runtime.getRuntime().halt(0);
    }
  }

  private synchronized void put(Order o) {
    order = o;
    notifyAll();
  }

  private synchronized Order next() throws InterruptedException {
    Order o = order;
    while (o == null) {
      wait();
      o = order;
    }
    order = null;
    return o;
  }
}
