package dev.signalbox.bench;

import dev.signalbox.bench.sct.Kernel;
import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Determinism;
import dev.signalbox.check.runtime.Execution;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;

/** Signalbox looks for the bug of a {@link Kernel}, in a JVM of its own. */
final class KernelSide {
  private static final long MAX_STEPS = 2_000_000;

  private KernelSide() {}

  /** {@code KERNEL broken|mended TIME SEED}: tells what was found. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    Agent.failure()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    URL classes = Kernel.class.getProtectionDomain().getCodeSource().getLocation();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    Agent.instrument(loader::equals);
    Determinism.prepare();
    Explorer explorer =
        new Explorer(
            target(loader, args[0], args[1].equals("broken") ? "body" : "mended"),
            loader,
            "mixed",
            Long.parseLong(args[3]),
            MAX_STEPS,
            RaceFilter.NONE,
            new ProgramOutput());
    Explorer.Outcome o = explorer.explore(Duration.parse(args[2]), 0, (n, strategy) -> {});
    Result.tell(out, Result.EXECUTIONS, o.executions());
    Explorer.Bug bug = o.bug();
    if (bug != null) {
      Execution shown = explorer.trace(bug.schedule(), null, null);
      Throwable error = shown.error();
      Result.tell(out, Result.SWITCHES, shown.switches());
      Result.tell(
          out,
          Result.FAILURE,
          error == null ? String.valueOf(bug.verdict().kind()) : error.getMessage());
    } else if (o.problem() != null) {
      Result.tell(out, Result.FAILURE, o.problem());
    }
    Runtime.getRuntime().halt(0);
  }

  /** The kernel as the program's loader has it; that it is an enum is not a part of the program. */
  private static Target target(ClassLoader loader, String kernel, String method) throws Exception {
    Class<?> type = Class.forName(Kernel.class.getName(), true, loader);
    Object constant =
        List.of(type.getEnumConstants()).stream()
            .filter(k -> k.toString().equals(kernel))
            .findFirst()
            .orElseThrow();
    Object body = type.getMethod(method).invoke(constant);
    Class<?> bodyType = Class.forName(Kernel.Body.class.getName(), true, loader);
    MethodHandle run = MethodHandles.lookup().unreflect(bodyType.getMethod("run")).bindTo(body);
    return new Target() {
      @Override
      public String name() {
        return kernel;
      }

      @Override
      public void run() throws Throwable {
        run.invokeExact();
      }
    };
  }
}
