package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.agent.Agent;
import dev.signalbox.check.engine.agent.ProgramTransformer;
import dev.signalbox.check.engine.target.Program;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies of package {@code conformance} are executed under control, as the checker does with
 * a program: loaded by the program's loader, instrumented, output kept.
 */
final class Laboratory {
  private static final String PROGRAM = "conformance.Entry";

  private static @Nullable Laboratory opened;
  private static @Nullable Laboratory telling;

  private final Program program;
  private final ProgramTransformer transformer;
  private final ProgramOutput output = new ProgramOutput();

  private Laboratory(boolean tellsAll) {
    assertThat(Agent.failure()).isEmpty();
    program = Program.load(request());
    transformer = Agent.instrument(program.loader()::equals, tellsAll);
  }

  static synchronized Laboratory open() {
    Laboratory l = opened;
    if (l == null) {
      l = new Laboratory(false);
      opened = l;
    }
    return l;
  }

  /** One that instruments as an exhaustive search needs it. */
  static synchronized Laboratory openTelling() {
    Laboratory l = telling;
    if (l == null) {
      l = new Laboratory(true);
      telling = l;
    }
    return l;
  }

  private static CheckRequest request() {
    return new CheckRequest(
        PROGRAM,
        PROGRAM,
        "",
        List.of(),
        List.of(classes()),
        Map.of(),
        List.of(),
        Duration.ZERO,
        0,
        "mixed",
        -1,
        0,
        0,
        true,
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

  private static String classes() {
    try {
      return Path.of(Laboratory.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  Subject subject(Body body) {
    return new Subject(this, body.in(program.loader()), body.maxSteps());
  }

  ClassLoader loader() {
    return program.loader();
  }

  ProgramOutput output() {
    return output;
  }

  /** Classes that could not be instrumented. */
  List<String> failures() {
    return transformer.failures();
  }

  /** Keeps what the program prints out of the way of the test's own output. */
  <T> T captured(Supplier<T> action) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    output.install();
    try {
      return action.get();
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
    }
  }
}
