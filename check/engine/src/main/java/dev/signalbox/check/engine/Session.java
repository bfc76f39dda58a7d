package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.target.ClassPathDigest;
import dev.signalbox.check.engine.target.Target;
import java.util.List;

/** What the thread of a check in this JVM works with. */
public final class Session {
  private final ClassLoader loader;
  private final ProgramOutput output;

  Session(ClassLoader loader, ProgramOutput output) {
    this.loader = loader;
    this.output = output;
  }

  /** For a target of which no report is wanted. */
  public Explorer explorer(
      Target target, String strategy, long seed, long maxSteps, RaceFilter races) {
    return new Explorer(target, loader, strategy, seed, maxSteps, races, output);
  }

  /** Classes that could not be instrumented, with the reason. */
  public List<String> failures() {
    return Agent.ofApplication().failures();
  }

  /** See {@link InThisJvm#check}. */
  public CheckResult check(CheckRequest request, Target target) {
    CheckedCode code =
        new CheckedCode(
            loader,
            true,
            () -> ClassPathDigest.of(request.className(), loader),
            List.of(),
            this::failures);
    return new Check(request, code, output, null).run(List.of(target)).getFirst();
  }
}
