package dev.signalbox.check.engine;

import dev.signalbox.check.engine.explore.RaceFilter;
import dev.signalbox.check.engine.report.Coverage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command asks of the checker's JVM; travels over that JVM's standard input.
 *
 * @param target as the user wrote it: {@code examples/race/CounterRace.java}, {@code
 *     com.acme.FooTest#bar}
 * @param className the class with {@code main} or with the tests
 * @param method one test method of it, also by its unique id in the JUnit Platform, or empty for
 *     all
 * @param arguments of {@code main}
 * @param classPath directories and jars of the program
 * @param compiled classes compiled in memory, by binary name
 * @param sourcePath files and directories where source lines are looked up
 * @param time how long to explore
 * @param schedules how many executions at most; 0 for no limit
 * @param strategy {@code random}, {@code pct}, {@code pos}, {@code mixed} for all in turns, or
 *     {@code exhaustive} for a search through all interleavings
 * @param preemptions how many an interleaving of an exhaustive search may have; below 0 for any
 *     number
 * @param maxSteps scheduling points after which an execution counts as one without end
 * @param races whether data races are looked for
 * @param ignoredRaces fields whose races are not told, see {@link RaceFilter}
 * @param replay the replay file to show again, or empty
 * @param reportDirectory where replay files (and with {@code fullReport} the report) are written
 * @param fullReport whether report.html, report.txt and report.json are written too
 * @param width columns of the terminal, for the text report
 * @param command what the user does to see a finding again, with {@link #FILE} in the place of its
 *     replay file
 * @param jobs how many JVMs explore
 * @param jvm the command that starts a JVM like this one
 */
public record CheckRequest(
    String target,
    String className,
    String method,
    List<String> arguments,
    List<String> classPath,
    Map<String, byte[]> compiled,
    List<String> sourcePath,
    Duration time,
    long schedules,
    String strategy,
    int preemptions,
    long seed,
    long maxSteps,
    boolean races,
    List<String> ignoredRaces,
    String replay,
    String reportDirectory,
    boolean fullReport,
    boolean json,
    boolean color,
    boolean progress,
    int width,
    String command,
    int jobs,
    List<String> jvm) {

  public static final String EXHAUSTIVE = Coverage.STRATEGY;

  /** Where the name of a replay file goes in {@code command}. */
  public static final String FILE = "FILE";

  public boolean exhaustive() {
    return strategy.equals(EXHAUSTIVE) && replay.isEmpty();
  }

  public void writeTo(DataOutputStream out) throws IOException {
    out.writeUTF(target);
    out.writeUTF(className);
    out.writeUTF(method);
    writeAll(out, arguments);
    writeAll(out, classPath);
    out.writeInt(compiled.size());
    for (Map.Entry<String, byte[]> c : compiled.entrySet()) {
      out.writeUTF(c.getKey());
      out.writeInt(c.getValue().length);
      out.write(c.getValue());
    }
    writeAll(out, sourcePath);
    out.writeLong(time.toMillis());
    out.writeLong(schedules);
    out.writeUTF(strategy);
    out.writeInt(preemptions);
    out.writeLong(seed);
    out.writeLong(maxSteps);
    out.writeBoolean(races);
    writeAll(out, ignoredRaces);
    out.writeUTF(replay);
    out.writeUTF(reportDirectory);
    out.writeBoolean(fullReport);
    out.writeBoolean(json);
    out.writeBoolean(color);
    out.writeBoolean(progress);
    out.writeInt(width);
    out.writeUTF(command);
    out.writeInt(jobs);
    writeAll(out, jvm);
    out.flush();
  }

  public static CheckRequest readFrom(DataInputStream in) throws IOException {
    String target = in.readUTF();
    String className = in.readUTF();
    String method = in.readUTF();
    List<String> arguments = readAll(in);
    List<String> classPath = readAll(in);
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      String name = in.readUTF();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      compiled.put(name, bytes);
    }
    return new CheckRequest(
        target,
        className,
        method,
        arguments,
        classPath,
        compiled,
        readAll(in),
        Duration.ofMillis(in.readLong()),
        in.readLong(),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        readAll(in),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readInt(),
        in.readUTF(),
        in.readInt(),
        readAll(in));
  }

  private static void writeAll(DataOutputStream out, List<String> values) throws IOException {
    out.writeInt(values.size());
    for (String v : values) {
      out.writeUTF(v);
    }
  }

  private static List<String> readAll(DataInputStream in) throws IOException {
    List<String> values = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      values.add(in.readUTF());
    }
    return values;
  }
}
