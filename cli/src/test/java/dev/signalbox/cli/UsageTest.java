package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that makes no sense ends in exit status 2 and one line that tells what to do. */
final class UsageTest {
  @TempDir private static Path temp;
  private static Path distribution = Path.of("");

  @BeforeAll
  static void prepare() throws IOException {
    distribution = FakeChecker.in(temp.resolve("distribution"));
    Files.createDirectories(temp.resolve("folder"));
    Files.writeString(temp.resolve("text.txt"), "text");
    Files.writeString(temp.resolve("lib.jar"), "");
    Files.writeString(temp.resolve("A.class"), "");
    Files.writeString(temp.resolve("damaged"), "signalbox replay 1\nnonsense\n");
    Files.writeString(temp.resolve("pointless"), "signalbox replay 1\nseed = 1\n");
    Files.writeString(temp.resolve("lost"), "signalbox replay 1\ntarget = gone/Lost.java\n");
    Files.writeString(
        temp.resolve("odd"), "signalbox replay 1\ntarget = Clean\nmax-steps = many\n");
  }

  @ParameterizedTest(name = "signalbox {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'' | a command is missing, such as check",
        "chek A | unknown command 'chek'; did you mean check?",
        "--bogus | unknown option '--bogus'",
      })
  void withoutCommand(String args, String message) {
    assertUsage(args.equals("''") ? new String[0] : args.split(" "), message, "signalbox");
  }

  @ParameterizedTest(name = "signalbox check {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "A --time 0 | invalid value for option '--time': '0' is not a time such as 500ms, 10s, 2m"
            + " or 1h",
        "A --time 0s | invalid value for option '--time': '0s' is no time at all: give at least"
            + " 1ms",
        "A --time soon | invalid value for option '--time': 'soon' is not a time such as 500ms,"
            + " 10s, 2m or 1h",
        "A --time | missing required parameter for option '--time' (TIME)",
        "A --time 1s --time 2s | option '--time' (TIME) should be specified only once",
        "A --tim 1s | unknown option '--tim'; did you mean --time?",
        "A -x | unknown option '-x'; options of the program go after --",
        "A --schedules 0 | invalid value for option '--schedules': '0' is not a whole number of at"
            + " least 1",
        "A --schedules -5 | invalid value for option '--schedules': '-5' is not a whole number of"
            + " at least 1",
        "A --schedules 1e6 | invalid value for option '--schedules': '1e6' is not a whole number of"
            + " at least 1",
        "A --max-steps 0 | invalid value for option '--max-steps': '0' is not a whole number of at"
            + " least 1",
        "A --jobs 0 | invalid value for option '--jobs': '0' is not a whole number from 1 to 256",
        "A --jobs -1 | invalid value for option '--jobs': '-1' is not a whole number from 1 to 256",
        "A --jobs x | invalid value for option '--jobs': 'x' is not a whole number from 1 to 256",
        "A --seed x | invalid value for option '--seed': 'x' is not a whole number",
        "A --exhaustive --preemptions -1 | invalid value for option '--preemptions': '-1' is not a"
            + " whole number from 0 to 1000",
        "A --strategy best | invalid value for option '--strategy': 'best' is not one of random,"
            + " pct, pos, mixed",
      })
  void wrongOptions(String args, String message) {
    assertUsage(("check " + args).split(" "), message, "signalbox check");
  }

  @ParameterizedTest(name = "signalbox check {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "A --exhaustive --strategy pct | --exhaustive and --strategy exclude each other: an"
            + " exhaustive search ends when all interleavings have been tried, or with --time",
        "A --exhaustive --schedules 5 | --exhaustive and --schedules exclude each other: an"
            + " exhaustive search ends when all interleavings have been tried, or with --time",
        "A --exhaustive --seed 1 | --exhaustive and --seed exclude each other: an"
            + " exhaustive search ends when all interleavings have been tried, or with --time",
        "--exhaustive --replay x | --exhaustive and --replay exclude each other: an"
            + " exhaustive search ends when all interleavings have been tried, or with --time",
        "A --preemptions 2 | --preemptions bounds an exhaustive search: add --exhaustive",
        "--json | TARGET is missing: name a .java file, a class or CLASS#METHOD; see signalbox"
            + " check --help",
        "No.java | there is no file No.java",
        "DIR/No.java#test | there is no file DIR/No.java",
        "DIR/folder | DIR/folder is a folder: name a .java file in it, or a class with --class-path"
            + " DIR/folder",
        "DIR/text.txt | 'DIR/text.txt' is neither a .java file nor a class name",
        "DIR/A.class | DIR/A.class is a class file: name the class, and its folder with"
            + " --class-path",
        "DIR/lib.jar | DIR/lib.jar is a jar: name a class in it, and the jar with --class-path"
            + " DIR/lib.jar",
        "1st | '1st' is neither a .java file nor a class name",
        "a.A# | 'a.A#' names no method after the #",
        "A -cp DIR/no | the class path entry DIR/no does not exist: correct or remove it",
        "A -cp DIR/no/* | the class path entry DIR/no/* does not exist: correct or remove it",
        "A --report DIR/text.txt | --report DIR/text.txt cannot be written to: DIR/text.txt is a"
            + " file",
        "--replay DIR/no | there is no replay file DIR/no",
        "--replay DIR/text.txt | DIR/text.txt is not a replay file of this version: it does not"
            + " start with 'signalbox replay 1'",
        "--replay DIR/damaged | DIR/damaged is damaged at: nonsense",
        "--replay DIR/pointless | DIR/pointless is damaged: it names no target",
        "--replay DIR/lost | DIR/lost is about gone/Lost.java, which is not found from here: go to"
            + " the folder it was made in, or name the target as well",
        "--replay DIR/odd | DIR/odd is damaged at: max-steps = many",
        "A --java-option=-jar | --java-option -jar cannot be passed on: give an option such as"
            + " -Dname=value, -Xmx2g or --add-modules=NAME, and the program's folders and jars with"
            + " --class-path",
        "A --java-option=x | --java-option x cannot be passed on: give an option such as"
            + " -Dname=value, -Xmx2g or --add-modules=NAME, and the program's folders and jars with"
            + " --class-path",
      })
  void cannotBeChecked(String args, String message) throws IOException {
    String[] words = ("check " + args.replace("DIR", temp.toString())).split(" ");
    String expected = "signalbox: " + message.replace("DIR", temp.toString()) + "\n";
    Outcome o = Outcome.of(distribution, words);
    assertThat(o.err()).isEqualTo(expected);
    assertThat(o.status()).isEqualTo(2);
    assertProblem(Outcome.of(distribution, Json.with(words)), expected);
  }

  @Test
  void anIncompleteDistributionSaysSo() {
    Outcome o = Outcome.of(temp.resolve("folder"), "check", "A");
    assertThat(o.err())
        .isEqualTo(
            "signalbox: the checker is missing: there is no "
                + temp.resolve("folder/lib/signalbox-check-engine.jar")
                + "; run ./build\n");
    assertThat(o.status()).isEqualTo(2);
  }

  private static void assertUsage(String[] args, String message, String command) {
    String expected = "signalbox: " + message + "\nTry '" + command + " --help'.\n";
    Outcome o = Outcome.of(distribution, args);
    assertThat(o.err()).isEqualTo(expected);
    assertThat(o.out()).isEmpty();
    assertThat(o.status()).isEqualTo(2);
  }

  private static void assertProblem(Outcome o, String expected) throws IOException {
    assertThat(o.err()).isEqualTo(expected);
    assertThat("signalbox: " + Json.problem(o.out()) + "\n").isEqualTo(expected);
    assertThat(o.status()).isEqualTo(2);
  }
}
