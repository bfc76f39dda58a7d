package dev.signalbox.examples;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.ReplayFile;
import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.explain.Explanation;
import dev.signalbox.check.engine.explain.Trace;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.explore.Schedule;
import dev.signalbox.check.engine.target.Program;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Follows replay files many times in one JVM, and prints how often every step agreed. */
final class ReplayMany {
  private ReplayMany() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    int times = Integer.parseInt(arguments[0]);
    Agent.instrument(Program::isLoadedBy);
    ProgramOutput output = new ProgramOutput();
    output.install();
    int agreed = 0;
    for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
      agreed += replay(ReplayFile.read(Path.of(file)), times, output);
    }
    out.println("agreed " + agreed);
    Runtime.getRuntime().halt(0);
  }

  private static int replay(ReplayFile file, int times, ProgramOutput output) {
    CheckRequest request =
        new CheckRequest(
            file.get(ReplayFile.TARGET),
            file.get(ReplayFile.CLASS),
            "",
            List.of(),
            file.all(ReplayFile.CLASS_PATH),
            Map.of(),
            List.of(),
            Duration.ofMinutes(1),
            0,
            "random",
            -1,
            1,
            Long.parseLong(file.get(ReplayFile.MAX_STEPS)),
            Boolean.parseBoolean(file.get(ReplayFile.RACES)),
            List.of(),
            "",
            "",
            false,
            false,
            false,
            false,
            100,
            "signalbox",
            1,
            List.of());
    int agreed = 0;
    try (Program program = Program.load(request)) {
      Explorer explorer =
          new Explorer(
              program.targets().getFirst(),
              program.loader(),
              request.strategy(),
              request.seed(),
              request.maxSteps(),
              new RaceFilter(request.races(), List.of()),
              output);
      explorer.warmUp();
      Schedule schedule =
          new Schedule(
              Long.parseLong(file.get(ReplayFile.SEED)),
              file.all(ReplayFile.DECISION).stream().map(Schedule.Choice::parse).toList());
      String race = file.all(ReplayFile.RACE).stream().findFirst().orElse(null);
      for (int i = 0; i < times; i++) {
        Trace trace = new Trace(program.loader());
        var execution = explorer.trace(schedule, trace, race);
        if (Explanation.steps(trace).equals(file.all(ReplayFile.STEP))
            && explorer.verdict(execution).isBug()) {
          agreed++;
        }
      }
    }
    return agreed;
  }
}
