package dev.signalbox.check.engine;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.target.Program;
import dev.signalbox.check.engine.target.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that was loaded for one check and serves for others after it: what the JVM has learnt
 * about its test framework makes them several times faster.
 */
final class LoadedProgram {
  /** The last one. Whoever checks is alone. */
  private static @Nullable LoadedProgram last;

  private final List<String> classPath;
  private final boolean tellsAll;
  private final ProgramTransformer transformer;
  private final Program program;

  /**
   * @throws CannotCheckException if it cannot be loaded, or has not the test that is asked for
   */
  private LoadedProgram(CheckRequest request) {
    classPath = request.classPath();
    tellsAll = request.exhaustive();
    transformer = Agent.instrument(Program::isLoadedBy, tellsAll);
    try {
      program = Program.load(request);
    } catch (Throwable e) {
      Agent.leave(transformer);
      throw e;
    }
  }

  /** One check at a time. After one that failed nobody knows in what state the program is. */
  static CheckResult check(CheckRequest request) {
    LoadedProgram program = of(request);
    last = null;
    boolean sound = false;
    try {
      CheckResult result = program.run(request);
      sound = true;
      return result;
    } catch (NothingTestedException e) {
      sound = true;
      throw e;
    } finally {
      if (sound) {
        last = program;
      } else {
        program.close();
      }
    }
  }

  private static LoadedProgram of(CheckRequest request) {
    if (last != null && last.serves(request)) {
      return last;
    }
    if (last != null) {
      last.close();
      last = null;
    }
    return new LoadedProgram(request);
  }

  private boolean serves(CheckRequest request) {
    return classPath.equals(request.classPath()) && tellsAll == request.exhaustive();
  }

  private CheckResult run(CheckRequest request) {
    List<Target> targets = program.find(request.className(), request.method());
    CheckedCode code =
        new CheckedCode(
            program.loader(), false, program::digest, program.notes(), transformer::failures);
    return CheckingThread.run(
        output -> new Check(request, code, output, null).run(targets).getFirst());
  }

  private void close() {
    program.close();
    Agent.leave(transformer);
  }
}
