package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger stops the checked program at a breakpoint, looks round, and lets it go on. */
class DebuggerTest {
  private static final String PROGRAM =
      """
      public class Counted {
        static int n;

        public static void main(String[] args) throws Exception {
          Thread second = new Thread(Counted::count, "second");
          second.start();
          second.join();
          assert n == 1;
        }

        static void count() {
          n++;
        }
      }
      """;

  private static final int LINE_OF_COUNT = 12;

  private @TempDir Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void stopsInAThreadOfTheProgram() throws Exception {
    Files.writeString(folder.resolve("Counted.java"), PROGRAM);
    Process process =
        SignalboxCommand.built()
            .in(folder)
            .start(
                "check",
                "Counted.java",
                "--schedules",
                "5",
                "--java-option="
                    + "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      List<String> stops = debug(portToldBy(err));
      assertThat(stops).hasSizeGreaterThanOrEqualTo(5).allMatch("second at count:12 < run"::equals);
      assertThat(text(process.getInputStream())).contains("no bug found");
      assertThat(err.lines())
          .contains("signalbox: a debugger is attached: threads of the operating system (slower)");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(InputStream in) throws Exception {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String portToldBy(BufferedReader err) throws Exception {
    String line = err.readLine();
    while (line != null && !line.startsWith("Listening")) {
      line = err.readLine();
    }
    assertThat(line).startsWith("Listening for transport dt_socket at address: ");
    return String.valueOf(line).replaceAll(".*: ", "").trim();
  }

  /** Goes through a session; returns where it stopped. */
  private static List<String> debug(String port) throws Exception {
    VirtualMachine vm = attach(port);
    ClassPrepareRequest prepared = vm.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter("Counted");
    prepared.enable();
    List<String> stops = new ArrayList<>();
    try {
      while (true) {
        EventSet events = vm.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent e) {
            ReferenceType counted = e.referenceType();
            vm.eventRequestManager()
                .createBreakpointRequest(counted.locationsOfLine(LINE_OF_COUNT).getFirst())
                .enable();
          } else if (event instanceof BreakpointEvent e) {
            stops.add(where(e));
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      return stops;
    }
  }

  private static String where(BreakpointEvent e) throws Exception {
    return "%s at %s:%d < %s"
        .formatted(
            e.thread().name(),
            e.thread().frame(0).location().method().name(),
            e.thread().frame(0).location().lineNumber(),
            e.thread().frames().stream()
                .skip(1)
                .map(f -> f.location().method().name())
                .filter(m -> m.equals("run"))
                .findFirst()
                .orElse("?"));
  }

  private static VirtualMachine attach(String port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(c -> c.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    Map.of("hostname", "127.0.0.1", "port", port)
        .forEach((name, value) -> Objects.requireNonNull(arguments.get(name)).setValue(value));
    return connector.attach(arguments);
  }
}
