package application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.InThisJvm;
import dev.signalbox.check.engine.report.CheckResult;
import dev.signalbox.check.engine.report.Finding;
import dev.signalbox.check.engine.report.Kind;
import dev.signalbox.check.engine.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of code on the class path of the JVM that calls. */
class InThisJvmTest {
  @TempDir private Path folder;

  @Test
  void findsALostUpdateAndShowsItAgain() {
    Finding found = check(InThisJvmTest::loseAnUpdate, "").finding();

    assertThat(found).isNotNull();
    assertThat(found.kind()).isEqualTo(Kind.ASSERTION);
    Finding again = check(InThisJvmTest::loseAnUpdate, found.replayFile()).finding();
    assertThat(again).isNotNull();
    assertThat(again.cause()).isEqualTo(found.cause());
    assertThat(again.events()).isEqualTo(found.events());
  }

  private static final class Counter {
    int n;
  }

  private static void loseAnUpdate() throws InterruptedException {
    Counter c = new Counter();
    Thread t = new Thread(() -> c.n++);
    t.start();
    c.n++;
    t.join();
    if (c.n != 2) {
      throw new AssertionError("lost");
    }
  }

  private interface Body {
    void run() throws Exception;
  }

  private CheckResult check(Body body, String replay) {
    Target target =
        new Target() {
          @Override
          public String name() {
            return "InThisJvmTest";
          }

          @Override
          public void run() throws Exception {
            body.run();
          }
        };
    return InThisJvm.check(request(replay), target, InThisJvmTest.class.getClassLoader());
  }

  private CheckRequest request(String replay) {
    return new CheckRequest(
        "InThisJvmTest",
        InThisJvmTest.class.getName(),
        "",
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Duration.ofSeconds(10),
        500,
        "mixed",
        -1,
        1,
        20_000,
        false,
        List.of(),
        replay,
        folder.toString(),
        false,
        false,
        false,
        false,
        80,
        "",
        1,
        List.of());
  }
}
