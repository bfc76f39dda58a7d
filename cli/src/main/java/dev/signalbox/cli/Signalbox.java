package dev.signalbox.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code signalbox} command. */
public final class Signalbox {
  private Signalbox() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  /** Runs the command with {@code args}, as the user called it, and returns its exit status. */
  static int run(List<String> args) {
    Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
    CheckerJvm jvm = CheckerJvm.of(System.getProperties(), System.getenv());
    return run(args, terminal, jvm, System.out, System.err);
  }

  static int run(
      List<String> args, Terminal terminal, CheckerJvm jvm, PrintStream out, PrintStream err) {
    Problems problems = new Problems(out, err, args);
    try (HeadStart headStart = HeadStart.of(args, jvm)) {
      CommandLine commandLine = commandLine(terminal, out, err);
      ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
      Integer help = CommandLine.executeHelpRequest(parsed);
      if (help != null) {
        return help;
      }
      if (!parsed.hasSubcommand()) {
        throw new ParameterException(commandLine, "a command is missing, such as check");
      }
      return new CheckCommand(terminal, headStart, out).run(new CheckOptions(parsed.subcommand()));
    } catch (ParameterException e) {
      return problems.usage(e);
    } catch (Exception | LinkageError e) {
      return problems.problem(e);
    }
  }

  private static CommandLine commandLine(Terminal terminal, PrintStream out, PrintStream err) {
    CommandSpec spec = CommandSpec.create().name("signalbox").versionProvider(new Version());
    spec.usageMessage()
        .description("Finds the bugs of concurrent Java programs, and replays them.")
        .synopsisSubcommandLabel("COMMAND")
        .sortOptions(false)
        .footer("", "'signalbox COMMAND --help' tells more about a command.");
    spec.addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the versions of Signalbox and of the JDK.")
                .build())
        .addSubcommand("check", CheckOptions.spec());
    return new CommandLine(spec)
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setColorScheme(Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(terminal.width(), 60, 100))
        .setUsageHelpLongOptionsMaxWidth(30);
  }
}
