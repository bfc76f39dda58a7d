package dev.signalbox.check.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.explore.ProgramOutput;
import dev.signalbox.check.engine.jobs.WorkerMain;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.JsonReport;
import dev.signalbox.check.engine.report.Progress;
import dev.signalbox.check.engine.report.Status;
import dev.signalbox.check.engine.report.TextReport;
import dev.signalbox.check.engine.target.Program;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The checker's JVM: reads a {@link CheckRequest} from standard input, checks, prints the report
 * and exits with 0 (nothing found), 1 (found) or 2 (could not run).
 */
public final class CheckMain {
  private static final int COULD_NOT_RUN = 2;

  private CheckMain() {}

  public static void main(String[] arguments) throws IOException {
    // The report has arrows and dots, also where the locale says ASCII.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    // Before the request has come: the command still compiles.
    Optional<String> obstacle = Agent.failure();
    Optional<String> note = Optional.empty();
    if (obstacle.isEmpty()) {
      try {
        note = BackendChoice.make();
      } catch (IllegalStateException e) {
        obstacle = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    DataInputStream in = new DataInputStream(System.in);
    CheckRequest request = CheckRequest.readFrom(in);
    boolean worker = List.of(arguments).contains(WorkerMain.ROLE);
    Voice voice = new Voice(request, out, err);
    int status;
    try {
      obstacle.ifPresent(CheckMain::refuse);
      if (worker) {
        status = work(request, in, out);
      } else {
        note.ifPresent(voice::note);
        status = check(request, voice);
      }
    } catch (CannotCheckException e) {
      voice.problem(String.valueOf(e.getMessage()));
      status = COULD_NOT_RUN;
    } catch (Throwable e) {
      voice.problem(
          "internal error: "
              + e
              + " at "
              + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"));
      if (Boolean.getBoolean("signalbox.debug")) {
        e.printStackTrace(err);
      }
      status = COULD_NOT_RUN;
    }
    out.flush();
    err.flush();
    // Threads of the program may be left over.
    Runtime.getRuntime().halt(status);
  }

  private static int check(CheckRequest request, Voice voice) {
    ProgramOutput output = new ProgramOutput();
    output.install();
    ProgramTransformer transformer = Agent.instrument(Program::isLoadedBy, request.exhaustive());
    Progress progress = request.progress() ? new Progress(voice.err, request.width()) : null;
    try (Program program = Program.load(request);
        Watchdog watchdog = new Watchdog(why -> giveUp(why, voice))) {
      CheckedCode code =
          new CheckedCode(
              program.loader(), false, program::digest, program.notes(), transformer::failures);
      List<CheckResult> results = new Check(request, code, output, progress).run(program.targets());
      voice.report(results);
      return Status.of(results).exitStatus();
    }
  }

  /** The program cannot be stopped, only all of this JVM. */
  private static void giveUp(String why, Voice voice) {
    voice.problem(why);
    Runtime.getRuntime().halt(COULD_NOT_RUN);
  }

  private static int work(CheckRequest request, DataInputStream in, PrintStream out)
      throws IOException, InterruptedException {
    ProgramOutput output = new ProgramOutput();
    output.install();
    ProgramTransformer transformer = Agent.instrument(Program::isLoadedBy, false);
    try (Program program = Program.load(request)) {
      DataOutputStream results = new DataOutputStream(out);
      new WorkerMain(request, program, transformer, output, results).run(in);
    }
    return COULD_NOT_RUN;
  }

  private static void refuse(String why) {
    throw new CannotCheckException("the checker cannot work in this JVM: " + why);
  }

  /** Prints to the real standard output and error, which the program does not get. */
  static final class Voice {
    private final CheckRequest request;
    private final PrintStream out;
    private final PrintStream err;

    Voice(CheckRequest request, PrintStream out, PrintStream err) {
      this.request = request;
      this.out = out;
      this.err = err;
    }

    void report(List<CheckResult> results) {
      if (request.fullReport()) {
        ReportFiles.write(request, results);
      }
      out.print(
          request.json()
              ? JsonReport.render(results)
              : new TextReport(request.width(), request.color()).render(results));
      out.flush();
    }

    void note(String text) {
      err.println("signalbox: " + text);
    }

    void problem(String text) {
      if (request.json()) {
        out.print(JsonReport.problem(text));
      } else {
        err.println("signalbox: " + text);
      }
      out.flush();
      err.flush();
    }
  }
}
